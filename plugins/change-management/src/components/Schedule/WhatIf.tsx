import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useEffect, useId, useRef, useState } from 'react';
import { useSettled, useSimulation } from '../../hooks';
import { useText } from '../../translation';
import {
  formatRange,
  readTyped,
  toFailure,
  toTyped,
  Waiting,
} from '../display';
import { TimeField } from '../TimeField';
import { Difference } from './Difference';
import { movesOf, Proposal } from './proposal';
import { useSavingProposal } from './useSavingProposal';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
    borderColor: theme.palette.text.primary,
    borderWidth: 2,
  },
  // It has the focus so that reading goes on here; it is no control.
  heading: { outline: 'none' },
  fields: {
    display: 'grid',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0),
  },
  actions: { display: 'flex', gap: theme.spacing(1) },
}));

/** Start and end as typed; the end keeps its distance when the start is typed anew. */
function useTimes(proposal: Proposal, onChange: (proposal: Proposal) => void) {
  const [typed, setTyped] = useState({ start: '', end: '' });
  const { start, end } = proposal;
  // Dragging it once more moves the fields.
  useEffect(
    () => setTyped({ start: toTyped(start), end: toTyped(end) }),
    [start, end],
  );
  const change = (name: 'start' | 'end', text: string) => {
    setTyped({ ...typed, [name]: text });
    const time = readTyped(text);
    // While one types, most of what stands there is no time yet.
    if (!time || toTyped(time) !== text.trim()) {
      return;
    }
    const length = Date.parse(end) - Date.parse(start);
    onChange({
      ...proposal,
      [name]: time,
      ...(name === 'start' && {
        end: new Date(Date.parse(time) + length).toISOString(),
      }),
    });
  };
  return { typed, change };
}

/** Another time for something: its fields, the difference it would make, and only then to save or to drop it. */
export const WhatIf = (props: {
  proposal: Proposal;
  onChange: (proposal: Proposal) => void;
  onDone: () => void;
}) => {
  const { proposal, onChange, onDone } = props;
  const { item, start, end } = proposal;
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const { typed, change } = useTimes(proposal, onChange);
  const moves = useSettled(movesOf(proposal), 300);
  const { data, error } = useSimulation(moves);
  const [reason, setReason] = useState('');
  const { save, busy, failure } = useSavingProposal(onDone);
  useEffect(() => {
    heading.current?.focus();
  }, [item.id]);

  const what =
    item.kind === 'change'
      ? `${item.id} ${item.change.title}`
      : item.occurrence.title;
  const isBackward = Date.parse(end) <= Date.parse(start);
  const standsInTheWay =
    data !== undefined &&
    data.conflicts.new.length + data.shortNotice.length > 0;
  const asksReason =
    item.kind === 'change' && (standsInTheWay || failure?.status === 409);

  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography
        variant="h6"
        component="h3"
        id={id}
        ref={heading}
        tabIndex={-1}
        className={classes.heading}
      >
        {t('whatIf.move', { what })}
      </Typography>
      <div>
        {t('whatIf.from')}: {formatRange(item.start, item.end)}
      </div>
      <div>
        <strong>
          {t('whatIf.to')}: {formatRange(start, end)}
        </strong>
      </div>
      <div className={classes.fields}>
        <TimeField
          id={`${id}-start`}
          label={t('field.plannedStart')}
          value={typed.start}
          onChange={text => change('start', text)}
        />
        <TimeField
          id={`${id}-end`}
          label={t('field.plannedEnd')}
          value={typed.end}
          onChange={text => change('end', text)}
          error={isBackward ? t('whatIf.endBeforeStart') : undefined}
        />
      </div>
      <div aria-live="polite">
        {moves.length > 0 && (
          <>
            <Typography variant="body2" color="textSecondary">
              {t('whatIf.help')}
            </Typography>
            {!data && !error && <Waiting>{t('whatIf.waits')}</Waiting>}
            {error && (
              <p>
                {t('whatIf.failed')} {toFailure(error).message}
              </p>
            )}
            {data && (
              <Difference simulation={data} nothing={t('whatIf.nothing')} />
            )}
          </>
        )}
      </div>
      {failure && (
        <Alert severity="error">
          {t('whatIf.refused')}:{' '}
          {[failure.message, ...failure.fields.map(f => f.message)].join(' ')}
        </Alert>
      )}
      {asksReason && (
        <TextField
          id={`${id}-reason`}
          label={t('whatIf.reason')}
          helperText={t('whatIf.reasonHelp')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          variant="outlined"
          margin="normal"
          multiline
          fullWidth
        />
      )}
      <div className={classes.actions}>
        <Button
          variant="contained"
          color="primary"
          disabled={busy || isBackward || moves.length === 0}
          onClick={() => save(proposal, reason.trim())}
        >
          {t('whatIf.save')}
        </Button>
        <Button onClick={onDone}>{t('whatIf.drop')}</Button>
      </div>
    </Paper>
  );
};
