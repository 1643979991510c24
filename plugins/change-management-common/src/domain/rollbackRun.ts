import { RollbackRun } from '../contract/work';
import { ChangeEvent } from './events';

/** What happens to the steps of a rollback. */
type RunEvent = Extract<
  ChangeEvent,
  {
    type: 'rollback-started' | 'rollback-step-ended' | 'rollback-step-retried';
  }
>;

/** The first step that is neither done nor skipped is the one that is being carried out. */
function withNextRunning(run: RollbackRun, at: string): RollbackRun {
  const index = run.steps.findIndex(
    ({ status }) => status !== 'done' && status !== 'skipped',
  );
  const steps = run.steps.map((step, i) =>
    i === index && step.status === 'open'
      ? { ...step, status: 'running' as const, startedAt: at, attempt: 1 }
      : step,
  );
  return { ...run, steps };
}

function withStep(
  run: RollbackRun,
  index: number,
  more: Partial<RollbackRun['steps'][number]>,
): RollbackRun {
  return {
    ...run,
    steps: run.steps.map((step, i) =>
      i === index ? { ...step, ...more } : step,
    ),
  };
}

/** A rollback after one more event; there is one from `rollback-started` on. */
export function followRun(
  run: RollbackRun | undefined,
  event: RunEvent,
  act: { by: string; at: string },
): RollbackRun {
  switch (event.type) {
    case 'rollback-started': {
      const { reason, steps, acknowledgedPointOfNoReturn } = event;
      const begun = {
        ...act,
        reason,
        acknowledgedPointOfNoReturn,
        steps: steps.map(step => ({
          ...step,
          status: 'open' as const,
          attempt: 0,
        })),
      };
      return withNextRunning(begun, act.at);
    }
    case 'rollback-step-ended': {
      const { index, status, result } = event;
      const ended = { status, result, by: act.by, endedAt: act.at };
      return withNextRunning(withStep(run!, index, ended), act.at);
    }
    default:
      return withStep(run!, event.index, {
        status: 'running',
        attempt: run!.steps[event.index].attempt + 1,
        startedAt: act.at,
        endedAt: undefined,
        by: undefined,
        result: undefined,
      });
  }
}
