import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import {
  ChangeView,
  currentStep,
  expectedRollbackMinutes,
  RollbackRunStep,
} from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useText } from '../../translation';
import { EntityName, ExecutorName, Markdown, Time } from '../display';
import { Checklist } from './Checklist';
import { Item, Standing } from './Item';
import { useSending } from './useSending';

const useStyles = makeStyles(theme => ({
  small: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
  now: {
    display: 'grid',
    gap: theme.spacing(1.5),
    margin: theme.spacing(1.5, 0, 2),
  },
  // Big enough for a thumb.
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    '& button': { minHeight: 48, minWidth: 96 },
    [theme.breakpoints.down('xs')]: {
      '& button': { flexGrow: 1 },
      '& button:first-child': { flexBasis: '100%' },
    },
  },
}));

const standings: Record<RollbackRunStep['status'], Standing> = {
  open: 'open',
  running: 'now',
  done: 'done',
  failed: 'refused',
  skipped: 'problem',
};

function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
}

type Ending = 'running' | 'done' | 'failed' | 'skipped';

/** How the step that is being carried out ended, or that it is tried again. */
const EndStep = (props: { change: ChangeView; index: number }) => {
  const { change, index } = props;
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const id = useId();
  const [result, setResult] = useState('');
  const { send, busy, reason } = useSending({
    send: (status: Ending) =>
      api.work.endRollbackStep(change.id, index, {
        status,
        result: result.trim() || undefined,
      }),
    onSent: () => setResult(''),
  });
  const { status: now, executor } = change.rollbackRun!.steps[index];
  const failed = now === 'failed';
  const done: [Ending, string] = ['done', t('rollback.markDone')];
  const other: [Ending, string] = failed
    ? ['running', t('rollback.again')]
    : ['failed', t('rollback.markFailed')];
  // What an executor could not do is sooner tried again than done by hand.
  const [first, second] = failed && executor ? [other, done] : [done, other];
  const endings: [Ending, string][] = [
    first,
    second,
    ['skipped', t('rollback.markSkipped')],
  ];
  return (
    <div className={classes.now}>
      <TextField
        id={id}
        label={t('rollback.result', { number: String(index + 1) })}
        value={result}
        onChange={event => setResult(event.target.value)}
        variant="outlined"
        size="small"
        fullWidth
        multiline
      />
      {reason && <Alert severity="error">{reason}</Alert>}
      <div className={classes.buttons}>
        {endings.map(([status, label]) => (
          <Button
            key={status}
            variant={status === first[0] ? 'contained' : 'outlined'}
            color={status === first[0] ? 'primary' : 'default'}
            disabled={busy}
            onClick={() => send(status)}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
};

const StepTimes = ({ step }: { step: RollbackRunStep }) => {
  const t = useText();
  const { startedAt, endedAt, expectedMinutes, by, owner } = step;
  return (
    <>
      {t(`rollback.stepStatus_${step.status}`)}
      {by && (
        <>
          {' '}
          {t('entity.by')} <EntityName entityRef={by} />
        </>
      )}
      {!endedAt && startedAt && (
        <>
          , {t('rollback.since')} <Time at={startedAt} />
        </>
      )}
      {endedAt && (
        <>
          , <Time at={endedAt} />
        </>
      )}
      {!endedAt && owner && (
        <>
          {' · '}
          <EntityName entityRef={owner} />
        </>
      )}
      {step.executor && !endedAt && (
        <>
          {' · '}
          <ExecutorName executor={step.executor} />
        </>
      )}
      {startedAt &&
        endedAt &&
        ` · ${t('rollback.minutes', {
          minutes: String(minutesBetween(startedAt, endedAt)),
        })}`}
      {expectedMinutes !== undefined &&
        ` · ${t('change.estimated', { minutes: String(expectedMinutes) })}`}
    </>
  );
};

/** A rollback that is being carried out, or was: its steps with their times and results, to be ticked off one by one. */
export const RollbackRun = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { rollbackRun: run, rollback, allowedActions } = change;
  if (!run) {
    return null;
  }
  const current = currentStep(run);
  const mayTick = allowedActions.includes('rollback-step');
  const expected = expectedRollbackMinutes(change.rollbackPlan);
  const actual = minutesBetween(
    run.at,
    rollback?.at ?? new Date().toISOString(),
  );
  const minutes = { expected: String(expected), actual: String(actual) };
  return (
    <Checklist
      title={t('rollback.running')}
      inOrder
      about={
        <>
          <div className={classes.small}>
            {t('rollback.begunBy')} <EntityName entityRef={run.by} />,{' '}
            <Time at={run.at} />
            {expected !== undefined &&
              ` · ${t(
                rollback ? 'rollback.took' : 'rollback.expected',
                minutes,
              )}`}
          </div>
          <Markdown text={run.reason} />
        </>
      }
    >
      {run.steps.map((step, index) => (
        <Item key={index} standing={standings[step.status]}>
          <strong>
            {index + 1}. {step.text}
          </strong>
          {step.pointOfNoReturn && ` (${t('rollback.pointOfNoReturn')})`}
          <div className={classes.small}>
            <StepTimes step={step} />
          </div>
          {step.result && <Markdown text={step.result} />}
          {index === current && mayTick && (
            <EndStep key={step.status} change={change} index={index} />
          )}
        </Item>
      ))}
    </Checklist>
  );
};
