import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ScheduleIcon from '@material-ui/icons/Schedule';
import {
  FreeSlot,
  FreeSlots,
  SlotsRequest,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useSettled, useSlots } from '../../hooks';
import { useText } from '../../translation';
import { formatRange, toFailure, Waiting } from '../display';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize },
  slots: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
  },
  slot: { textTransform: 'none', fontWeight: 400 },
  reasons: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

const Found = (props: {
  slots: FreeSlots;
  onChosen: (slot: FreeSlot) => void;
}) => {
  const { slots, onChosen } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <>
      {slots.items.length === 0 ? (
        <p>{t('slots.none')}</p>
      ) : (
        <>
          {t('slots.help')}
          <ul className={classes.slots}>
            {slots.items.map(slot => (
              <li key={slot.start}>
                <Button
                  size="small"
                  variant="outlined"
                  className={classes.slot}
                  title={slot.because}
                  onClick={() => onChosen(slot)}
                >
                  {formatRange(slot.start, slot.end)}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {slots.inTheWay.length > 0 && (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('slots.inTheWay')}
          </Typography>
          <ul className={classes.reasons}>
            {slots.inTheWay.map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

/** Proposes the next times that are free of conflicts, each to be taken with one click. */
export const FreeTimes = (props: {
  /** Nothing while it is not known for what. */
  request?: SlotsRequest;
  onChosen: (slot: FreeSlot) => void;
}) => {
  const { request, onChosen } = props;
  const classes = useStyles();
  const t = useText();
  const [isAsked, setAsked] = useState(false);
  const settled: SlotsRequest | undefined = JSON.parse(
    useSettled(JSON.stringify(request ?? null), 400),
  );
  const { data, error } = useSlots(settled ?? {}, isAsked && Boolean(settled));
  return (
    <div className={classes.root}>
      <Button
        size="small"
        color="primary"
        startIcon={<ScheduleIcon />}
        aria-expanded={isAsked}
        onClick={() => setAsked(!isAsked)}
      >
        {t('slots.find')}
      </Button>
      {isAsked && (
        <div aria-live="polite">
          {!request && t('slots.needs')}
          {request && error && (
            <p>
              {t('slots.failed')} {toFailure(error).message}
            </p>
          )}
          {request && !error && !data && (
            <Waiting>{t('general.loading')}</Waiting>
          )}
          {request && !error && data && (
            <Found slots={data} onChosen={onChosen} />
          )}
        </div>
      )}
    </div>
  );
};
