import { ChangeState, openStates, startedStates } from '../../contract/words';
import { ChangeEvent } from '../events';
import { findMissingEmergency } from '../judge';
import { isEntrustedWith } from '../pipelines';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import { ownDecision } from '../requirements';
import { isRollbackOpen } from '../rollback';
import { countTasks, openTasks } from '../tasks';
import { Change, Facts } from '../types';
import { checkPlannedStart } from './starting';
import { completeAccess } from './access';
import { applyProposals } from './configuration';
import {
  byImplementerOrPipeline,
  byRequesterOrImplementer,
  inState,
  notHeld,
  Step,
} from './step';

export const addTestResult: Step<'add-test-result'> = {
  states: openStates,
  check: (change, { actor, entities }) =>
    (isEntrustedWith(change, actor, entities)
      ? undefined
      : byRequesterOrImplementer(change, actor, 'add a test result to')) ??
    inState(change, openStates, 'adding a test result'),
  run: (_change, { type, revision, ...result }, { policy }) => [
    {
      type: 'tested',
      result: {
        ...result,
        production: policy.testEvidence.productionEnvironments.includes(
          result.environment,
        ),
      },
    },
  ],
};

export const addRehearsal: Step<'add-rehearsal'> = {
  states: openStates,
  check: (change, { actor }) =>
    byRequesterOrImplementer(change, actor, 'record a rehearsal of') ??
    inState(change, openStates, 'recording a rehearsal'),
  run: (_change, { type, revision, at, ...rehearsal }, { now }) =>
    at !== undefined && at > now
      ? invalid([{ path: 'at', message: 'must not lie in the future' }])
      : [{ type: 'rehearsed', rehearsal: { ...rehearsal, at: at ?? now } }],
};

const emergencyStart: readonly ChangeState[] = [
  'draft',
  'authorization',
  'approved',
  'scheduled',
];

/** Only a critical failure or a security issue, with its incident, may start at once (policy §5). */
function checkEmergencyStart(
  change: Change,
  { policy }: Facts,
): Refusal | undefined {
  const gaps = findMissingEmergency(change, policy);
  return (
    inState(change, emergencyStart, 'starting an emergency') ??
    (gaps.length ? invalid(gaps) : undefined)
  );
}

export const start: Step<'start'> = {
  // A planned one, only where it is scheduled.
  states: emergencyStart,
  check: (change, facts) =>
    byImplementerOrPipeline(change, facts, 'start') ??
    (ownDecision(change, facts.actor)
      ? forbidden(
          `You decided on ${change.id}, so somebody else has to implement it.`,
        )
      : undefined) ??
    (change.type === 'emergency'
      ? notHeld(change) ?? checkEmergencyStart(change, facts)
      : checkPlannedStart(change, facts)),
  run: change => [{ type: 'started', emergency: change.type === 'emergency' }],
};

export const log: Step<'log'> = {
  states: startedStates,
  check: (change, facts) =>
    byImplementerOrPipeline(change, facts, 'write the log of') ??
    inState(change, startedStates, 'logging'),
  run(change, { type, revision, occurredAt, ...entry }, { now, logEntryIds }) {
    const at = occurredAt ?? now;
    if (at > now || at < change.actualStart!) {
      return invalid([
        {
          path: 'occurredAt',
          message: 'must lie between the start of the change and now',
        },
      ]);
    }
    const { corrects } = entry;
    if (corrects && !logEntryIds?.includes(corrects)) {
      return invalid([
        {
          path: 'corrects',
          message: `${corrects} is no entry of the log of ${change.id}`,
        },
      ]);
    }
    return [{ type: 'logged', entry: { ...entry, occurredAt: at } }];
  },
};

function workLeft(change: Change): Refusal | undefined {
  const open = openTasks(change, ['implement']);
  return open.length
    ? conflict(
        `${change.id} cannot be completed while ${countTasks(
          open,
        )} of the implementation ${
          open.length === 1 ? 'is' : 'are'
        } open: ${open
          .map(({ title }) => title)
          .join('; ')}. End or cancel each.`,
      )
    : undefined;
}

const inImplementation: readonly ChangeState[] = ['implementation'];

export const complete: Step<'complete'> = {
  states: inImplementation,
  check: (change, facts) =>
    byImplementerOrPipeline(change, facts, 'complete') ??
    inState(change, inImplementation, 'completing') ??
    (isRollbackOpen(change)
      ? conflict(
          `${change.id} is being rolled back; it ends with the rollback.`,
        )
      : undefined) ??
    workLeft(change),
  run(change, { outcome, result, actualDowntimeMinutes }, facts) {
    const completed: ChangeEvent = {
      type: 'completed',
      completion: { outcome, result, actualDowntimeMinutes },
    };
    const made = applyProposals(change, outcome, facts);
    return Array.isArray(made)
      ? [...made, ...completeAccess(change, outcome, facts), completed]
      : made;
  },
};
