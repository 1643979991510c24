import { RollbackRun } from '../../contract/work';
import { startedStates } from '../../contract/words';
import { ChangeEvent } from '../events';
import { hasRole, isImplementer } from '../people';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import {
  currentStep,
  hasPassedPointOfNoReturn,
  isOwnerOfCurrentStep,
  isRollbackOpen,
  rollbackStepsOf,
} from '../rollback';
import { Change, Facts } from '../types';
import { undoAccessOf } from './access';
import { restoreConfiguration } from './configuration';
import { byImplementer, inState, Step } from './step';
import { bySystem } from './system';

const passed =
  'The implementation has passed the point of no return of its rollback plan';

function notYetRolledBack(change: Change): Refusal | undefined {
  if (change.rollback) {
    return conflict(`${change.id} has been rolled back already.`);
  }
  return undefined;
}

/** Past the point of no return only the change manager begins a rollback; the implementer carries it out. */
function byWhoMayBegin(
  change: Change,
  { actor }: Pick<Facts, 'actor'>,
): Refusal | undefined {
  if (!hasPassedPointOfNoReturn(change)) {
    return byImplementer(change, actor, 'roll back');
  }
  return hasRole(actor, 'changeManager')
    ? undefined
    : forbidden(
        `${passed}, so only the change manager may begin a rollback of ${change.id} (role changeManager is missing).`,
        ['changeManager'],
      );
}

export const startRollback: Step<'start-rollback'> = {
  states: startedStates,
  check: (change, facts) =>
    byWhoMayBegin(change, facts) ??
    inState(change, startedStates, 'rolling back') ??
    notYetRolledBack(change) ??
    (isRollbackOpen(change)
      ? conflict(`${change.id} is being rolled back already.`)
      : undefined),
  run(change, { reason, acknowledgePointOfNoReturn }) {
    const isLate = hasPassedPointOfNoReturn(change);
    if (isLate && !acknowledgePointOfNoReturn) {
      return conflict(
        `${passed}. Going back may do more harm than going on; send acknowledgePointOfNoReturn if it has to be.`,
      );
    }
    return [
      {
        type: 'rollback-started',
        reason,
        steps: rollbackStepsOf(change.rollbackPlan),
        ...(isLate && { acknowledgedPointOfNoReturn: true }),
      },
    ];
  },
};

function stepsLeft(run: RollbackRun): Refusal | undefined {
  const index = currentStep(run);
  return index < 0
    ? undefined
    : conflict(
        `Step ${index + 1} of the rollback is ${
          run.steps[index].status
        }: each has to be done or skipped before the rollback can end.`,
      );
}

/** The end of a rollback: of one whose steps were carried out one by one, or all at once. */
export const rollback: Step<'rollback'> = {
  states: startedStates,
  check: (change, facts) =>
    (change.rollbackRun
      ? byImplementer(change, facts.actor, 'roll back')
      : byWhoMayBegin(change, facts) ??
        byImplementer(change, facts.actor, 'roll back')) ??
    inState(change, startedStates, 'rolling back') ??
    notYetRolledBack(change) ??
    (change.rollbackRun ? stepsLeft(change.rollbackRun) : undefined),
  run(change, { reason, result, actualDowntimeMinutes }, facts) {
    const why = reason ?? change.rollbackRun?.reason;
    return why
      ? [
          ...restoreConfiguration(change, facts),
          ...undoAccessOf(change, facts),
          {
            type: 'rolled-back',
            rollback: { reason: why, result, actualDowntimeMinutes },
          },
        ]
      : invalid([{ path: 'reason', message: 'must be given' }]);
  },
};

function beforeIt(run: RollbackRun, index: number): Refusal | undefined {
  const before = currentStep(run);
  return before >= 0 && before < index
    ? conflict(
        `Step ${before + 1} comes first: it is ${
          run.steps[before].status
        }, and has to be done or skipped.`,
      )
    : undefined;
}

/** The plan gives steps to others too, so that each is carried out by whoever can. */
function byImplementerOrOwner(
  change: Change,
  { actor }: Pick<Facts, 'actor'>,
): Refusal | undefined {
  return isOwnerOfCurrentStep(change, actor)
    ? undefined
    : byImplementer(change, actor, 'carry out the rollback of');
}

export const rollbackStep: Step<'rollback-step'> = {
  check: (change, facts) =>
    byImplementerOrOwner(change, facts) ??
    (isRollbackOpen(change)
      ? undefined
      : conflict(`No rollback of ${change.id} is being carried out.`)) ??
    (currentStep(change.rollbackRun!) < 0
      ? conflict('All steps of the rollback are done or skipped.')
      : undefined),
  run(change, { index, status, result }, { actor }): ChangeEvent[] | Refusal {
    const run = change.rollbackRun!;
    const step = run.steps[index];
    if (!step) {
      return invalid([
        {
          path: 'index',
          message: `must be between 0 and ${run.steps.length - 1}`,
        },
      ]);
    }
    if (step.status === 'done' || step.status === 'skipped') {
      return conflict(`Step ${index + 1} is ${step.status} already.`);
    }
    if (index !== currentStep(run) && !isImplementer(change, actor)) {
      return forbidden(
        `Step ${
          index + 1
        } is not being carried out yet; only the implementer of ${change.id} (${
          change.implementer
        }) may skip it.`,
      );
    }
    if (status === 'skipped') {
      return [{ type: 'rollback-step-ended', index, status, result }];
    }
    const first = beforeIt(run, index);
    if (first) {
      return first;
    }
    if (status !== 'running') {
      return [{ type: 'rollback-step-ended', index, status, result }];
    }
    return step.status === 'failed'
      ? [{ type: 'rollback-step-retried', index }]
      : conflict(`Step ${index + 1} is running already.`);
  },
};

/** What an executor says of the step that it carried out; nobody waits for it who has ended the step by hand meanwhile. */
export const endExecution: Step<'end-execution'> = {
  check: (_change, facts) => bySystem(facts),
  run(change, { index, attempt, status, result }) {
    const step = change.rollbackRun?.steps[index];
    return isRollbackOpen(change) &&
      step?.status === 'running' &&
      step.attempt === attempt
      ? [
          {
            type: 'rollback-step-ended',
            index,
            status,
            result,
            executor: step.executor?.name,
          },
        ]
      : [];
  },
};
