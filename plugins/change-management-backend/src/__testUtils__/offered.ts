import {
  ChangeAction,
  ChangeView,
  currentStep,
  OperationId,
} from 'backstage-plugin-change-management-common';

const hour = 3_600_000;

/** A request that takes a step, besides the id of the change. */
export interface Taken {
  operation: OperationId;
  path?: Record<string, string>;
  body: object;
}

const inHours = (hours: number) =>
  new Date(Date.now() + hours * hour).toISOString();

/** The outcome that may be told: with stale proposals only that it did not succeed (see ADR 0036). */
function outcomeOf({ waitingFor }: ChangeView) {
  return waitingFor.some(({ what }) => what === 'configuration')
    ? 'unsuccessful'
    : 'successful';
}

function closeCodeOf(change: ChangeView) {
  const { rollback, completion, approvalRequirements } = change;
  if (rollback) {
    return 'rolled-back';
  }
  return completion?.outcome === 'unsuccessful' ||
    approvalRequirements.some(({ decision }) => decision?.decision === 'reject')
    ? 'unsuccessful'
    : 'successful';
}

/**
 * What a program sends that has read the change and takes a step that it was offered, with no more in it than has to be.
 * `mine` is whom the reader acts for: themselves and their groups.
 */
export function taking(
  action: ChangeAction,
  change: ChangeView,
  mine: string[],
): Taken {
  const { revision } = change;
  switch (action) {
    case 'edit':
      return { operation: 'editChange', body: { revision, title: 'Another' } };
    case 'submit':
      return { operation: 'submitChange', body: {} };
    case 'assess': {
      const isMine = ({ owners }: { owners: string[] }) =>
        owners.some(owner => mine.includes(owner));
      const own = change.assessmentRequirements.find(isMine);
      const ownerless = change.assessmentRequirements.find(
        ({ owners }) => owners.length === 0,
      );
      // From afar there is nothing to say but an objection, and that it is over.
      const reached = change.impact.indirect.find(isMine);
      const { entityRef } = own ?? reached ?? ownerless!;
      const objected = change.assessments.some(
        given => given.entityRef === entityRef && given.objection,
      );
      return {
        operation: 'assessChange',
        body: {
          entityRef,
          impactOnClients: 'None',
          impactOnData: 'None',
          ...(!own && reached && { objection: !objected }),
        },
      };
    }
    case 'approve':
    case 'reject':
    case 'request-changes':
      return {
        operation: 'decideChange',
        body: { decision: action, comment: 'As discussed' },
      };
    case 'schedule':
      return {
        operation: 'scheduleChange',
        body: { plannedStart: inHours(200), plannedEnd: inHours(201) },
      };
    case 'add-test-result':
      return {
        operation: 'addTestResult',
        body: { environment: 'staging', outcome: 'passed' },
      };
    case 'start':
      return { operation: 'startChange', body: {} };
    case 'log':
      return {
        operation: 'addLogEntry',
        body: { summary: 'Begun', whatChanged: 'One instance' },
      };
    case 'complete':
      return {
        operation: 'completeChange',
        body: { outcome: outcomeOf(change), result: 'As said' },
      };
    case 'rollback':
      return {
        operation: 'rollbackChange',
        body: change.rollbackRun ? {} : { reason: 'Slow' },
      };
    case 'review':
      return { operation: 'reviewChange', body: { summary: 'It went so' } };
    case 'close':
      return {
        operation: 'closeChange',
        body: { closeCode: closeCodeOf(change), summary: 'Confirmed' },
      };
    case 'cancel':
      return { operation: 'cancelChange', body: {} };
    case 'revise':
      return { operation: 'reviseChange', body: {} };
    case 'comment':
      return { operation: 'addComment', body: { text: 'A question' } };
    case 'hold':
      return { operation: 'holdChange', body: { reason: 'A strike' } };
    case 'release':
      return { operation: 'releaseChange', body: {} };
    case 'override-risk':
      return {
        operation: 'overrideRisk',
        body: { level: 'high', reason: 'Many clients' },
      };
    case 'add-task':
      return {
        operation: 'addTask',
        body: { title: 'Compare the figures', phase: 'verify' },
      };
    case 'update-task': {
      const task =
        change.tasks.find(({ assignee }) => mine.includes(assignee)) ??
        change.tasks[0];
      return {
        operation: 'updateTask',
        path: { taskId: task.id },
        body: { status: 'done' },
      };
    }
    case 'add-rehearsal':
      return {
        operation: 'addRehearsal',
        body: { environment: 'staging', minutes: 5, outcome: 'passed' },
      };
    case 'start-rollback':
      return {
        operation: 'startRollback',
        body: { reason: 'Slow', acknowledgePointOfNoReturn: true },
      };
    case 'rollback-step':
      return {
        operation: 'endRollbackStep',
        path: { index: `${currentStep(change.rollbackRun!)}` },
        body: { status: 'done' },
      };
    default:
      throw new Error(`Nothing is known of ${action}`);
  }
}
