import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  ChangeView,
  finalStates,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Sentence, Time } from '../display';
import { Owed, owedOf } from './owed';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    '& li::first-letter': { textTransform: 'uppercase' },
  },
}));

const Due = ({ at }: { at: string }) => {
  const t = useText();
  return Date.parse(at) < Date.now() ? (
    <strong>
      {t('change.overdue')} <Time at={at} />
    </strong>
  ) : (
    <>
      {t('change.due')} <Time at={at} />
    </>
  );
};

const StillOwed = ({ owed }: { owed: Owed[] }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <>
      {t('change.stillOwed')}:
      <ul className={classes.list}>
        {owed.map(({ text, dueAt, escalatedAt }) => (
          <li key={text}>
            <Sentence text={text} />
            {dueAt && (
              <>
                {' – '}
                <Due at={dueAt} />
              </>
            )}
            {escalatedAt && `, ${t('judgement.escalatedAt')}`}
          </li>
        ))}
      </ul>
    </>
  );
};

/** That this could not wait, why, and what is still owed for it, until when (policy §5). */
export const EmergencyBanner = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { emergency } = change;
  if (change.type !== 'emergency') {
    return null;
  }
  const ended = finalStates.includes(change.state);
  const owed = owedOf(change, t);
  return (
    <Alert severity={ended ? 'info' : 'warning'} className={classes.root}>
      <AlertTitle>
        {emergency
          ? t('change.emergency', {
              reason: t(`emergencyReason.${emergency.reason}`),
              incident: emergency.incidentRef,
            })
          : t('type.emergency')}
      </AlertTitle>
      {emergency?.explanation && <p>{emergency.explanation}</p>}
      {owed.length ? <StillOwed owed={owed} /> : t('change.nothingOwed')}
      {!change.actualStart && !ended && <p>{t('change.deadlines')}</p>}
    </Alert>
  );
};
