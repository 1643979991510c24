import { ChangeState } from '../../contract/words';
import { findMissingEmergency } from '../judge';
import { isEntrustedWith } from '../pipelines';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import { ownDecision } from '../requirements';
import { Change, Facts } from '../types';
import { checkPlannedStart } from './starting';
import {
  byImplementer,
  byImplementerOrPipeline,
  byRequesterOrImplementer,
  inState,
  notHeld,
  Step,
} from './step';

const notYetClosed: ChangeState[] = [
  'draft',
  'assessment',
  'authorization',
  'approved',
  'scheduled',
  'implementation',
  'review',
];

export const addTestResult: Step<'add-test-result'> = {
  check: (change, { actor, entities }) =>
    (isEntrustedWith(change, actor, entities)
      ? undefined
      : byRequesterOrImplementer(change, actor, 'add a test result to')) ??
    inState(change, notYetClosed, 'adding a test result'),
  run: (
    _change,
    { environment, outcome, evidenceUrl, artifactDigest, notes },
    { policy },
  ) => [
    {
      type: 'tested',
      result: {
        environment,
        outcome,
        evidenceUrl,
        artifactDigest,
        notes,
        production:
          policy.testEvidence.productionEnvironments.includes(environment),
      },
    },
  ],
};

/** Only a critical failure or a security issue, with its incident, may start at once (policy §5). */
function checkEmergencyStart(
  change: Change,
  { policy }: Facts,
): Refusal | undefined {
  const gaps = findMissingEmergency(change, policy);
  return (
    inState(
      change,
      ['draft', 'authorization', 'approved', 'scheduled'],
      'starting an emergency',
    ) ?? (gaps.length ? invalid(gaps) : undefined)
  );
}

export const start: Step<'start'> = {
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
  check: (change, facts) =>
    byImplementerOrPipeline(change, facts, 'write the log of') ??
    inState(change, ['implementation', 'review'], 'logging'),
  run(change, { type, revision, occurredAt, ...entry }, { now }) {
    const at = occurredAt ?? now;
    if (at > now || at < change.actualStart!) {
      return invalid([
        {
          path: 'occurredAt',
          message: 'must lie between the start of the change and now',
        },
      ]);
    }
    return [{ type: 'logged', entry: { ...entry, occurredAt: at } }];
  },
};

export const complete: Step<'complete'> = {
  check: (change, facts) =>
    byImplementerOrPipeline(change, facts, 'complete') ??
    inState(change, ['implementation'], 'completing'),
  run: (_change, { outcome, result }) => [
    { type: 'completed', completion: { outcome, result } },
  ],
};

export const rollback: Step<'rollback'> = {
  check: (change, { actor }) =>
    byImplementer(change, actor, 'roll back') ??
    inState(change, ['implementation', 'review'], 'rolling back') ??
    (change.rollback
      ? conflict(`${change.id} has been rolled back already.`)
      : undefined),
  run: (_change, { reason, result }) => [
    { type: 'rolled-back', rollback: { reason, result } },
  ],
};
