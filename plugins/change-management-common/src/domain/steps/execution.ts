import { ChangeState } from '../../contract/words';
import { findMissingEmergency } from '../judge';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import { noticeGiven, noticeHoursOf } from '../notice';
import { isTested, ownDecision } from '../requirements';
import { findStartObstacles } from '../timing';
import { Change, Facts } from '../types';
import {
  byImplementer,
  byRequesterOrImplementer,
  inState,
  notDrifted,
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
  check: (change, { actor }) =>
    byRequesterOrImplementer(change, actor, 'add a test result to') ??
    inState(change, notYetClosed, 'adding a test result'),
  run: (_change, { environment, outcome, evidenceUrl, notes }, { policy }) => [
    {
      type: 'tested',
      result: {
        environment,
        outcome,
        evidenceUrl,
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

/** Nothing of the schedule stands against it, and those concerned have been told in time (policy §3). */
function checkSchedule(
  change: Change,
  waived: string[],
  facts: Facts,
): Refusal | undefined {
  const texts = findStartObstacles(change, waived, facts);
  const needed = noticeHoursOf(change, facts.policy);
  const given = noticeGiven(change) ?? 0;
  if (given < needed && !waived.includes('notice')) {
    texts.push(
      `Those concerned were told ${Math.floor(
        given,
      )} hours ahead; the policy asks for ${needed}.`,
    );
  }
  return texts.length
    ? conflict(
        `${texts.join(' ')} The change manager can reschedule ${
          change.id
        } or override it with a reason.`,
      )
    : undefined;
}

/** Tested, agreed and in time, unless the change manager waived it with a reason (policy §3, §4). */
function checkPlannedStart(change: Change, facts: Facts): Refusal | undefined {
  const waived = change.schedule?.override?.waives ?? [];
  const { plannedStart, plannedEnd } = change;
  const inTime =
    plannedStart! <= facts.now && plannedEnd && facts.now < plannedEnd;
  return (
    notDrifted(change) ??
    inState(change, ['scheduled'], 'starting') ??
    (isTested(change, facts) || waived.includes('test-evidence')
      ? undefined
      : conflict(
          `${change.id} has no passed test in a staging or development environment. Add a test result first.`,
        )) ??
    (inTime || waived.includes('time')
      ? undefined
      : conflict(
          `${change.id} is scheduled from ${plannedStart} to ${plannedEnd}. The change manager can reschedule it or override the time.`,
        )) ??
    checkSchedule(change, waived, facts)
  );
}

export const start: Step<'start'> = {
  check: (change, facts) =>
    byImplementer(change, facts.actor, 'start') ??
    (ownDecision(change, facts.actor)
      ? forbidden(
          `You decided on ${change.id}, so somebody else has to implement it.`,
        )
      : undefined) ??
    notHeld(change) ??
    (change.type === 'emergency'
      ? checkEmergencyStart(change, facts)
      : checkPlannedStart(change, facts)),
  run: change => [{ type: 'started', emergency: change.type === 'emergency' }],
};

export const log: Step<'log'> = {
  check: (change, { actor }) =>
    byImplementer(change, actor, 'write the log of') ??
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
  check: (change, { actor }) =>
    byImplementer(change, actor, 'complete') ??
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
