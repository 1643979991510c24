import { ChangeState } from '../../contract/words';
import { noticeGiven, noticeHoursOf } from '../notice';
import { conflict, Refusal } from '../refusal';
import { findTestGaps } from '../requirements';
import { findRehearsalGap } from '../rollback';
import { conflictsAgainstStart } from '../timing';
import { Change, Facts } from '../types';
import { inState, notDrifted, notHeld } from './step';

/** What may stand in the way of carrying a change out now. */
export const startObstacleCodes = [
  'on-hold',
  'drifted',
  'not-approved',
  'not-scheduled-yet',
  'finished',
  'not-tested',
  'not-rehearsed',
  'outside-time',
  'frozen',
  'outside-window',
  'conflicts',
  'notice-not-given',
] as const;
/** What may stand in the way of carrying a change out now. */
export type StartObstacleCode = (typeof startObstacleCodes)[number];

/** Something that stands in the way of carrying a change out now, in words. */
export interface StartObstacle {
  code: StartObstacleCode;
  text: string;
}

const aboutSchedule: StartObstacleCode[] = [
  'frozen',
  'outside-window',
  'conflicts',
  'notice-not-given',
];

const codeOfState: Partial<Record<ChangeState, StartObstacleCode>> = {
  approved: 'not-scheduled-yet',
  review: 'finished',
  closed: 'finished',
  canceled: 'finished',
};

function obstacle(
  code: StartObstacleCode,
  refusal: Refusal | undefined,
): StartObstacle[] {
  return refusal ? [{ code, text: refusal.message }] : [];
}

/** Nothing of the schedule stands against it, and those concerned have been told in time (policy §3). */
function findScheduleObstacles(
  change: Change,
  waived: string[],
  facts: Facts,
): StartObstacle[] {
  const found = conflictsAgainstStart(change, waived, facts).map(
    ({ kind, text }): StartObstacle => {
      switch (kind) {
        case 'in-freeze':
          return { code: 'frozen', text };
        case 'overlap':
          return { code: 'conflicts', text };
        default:
          return { code: 'outside-window', text };
      }
    },
  );
  const needed = noticeHoursOf(change, facts.policy);
  const given = noticeGiven(change) ?? 0;
  return given < needed && !waived.includes('notice')
    ? [
        ...found,
        {
          code: 'notice-not-given',
          text: `Those concerned were told ${Math.floor(
            given,
          )} hours ahead; the policy asks for ${needed}.`,
        },
      ]
    : found;
}

/**
 * All that stands in the way of starting a planned change now, whoever starts it: tested, agreed and in time, unless the
 * change manager waived it with a reason (policy §3, §4).
 */
export function findObstaclesToStart(
  change: Change,
  facts: Facts,
): StartObstacle[] {
  const held = obstacle('on-hold', notHeld(change));
  const drifted = obstacle('drifted', notDrifted(change));
  const elsewhere = obstacle(
    codeOfState[change.state] ?? 'not-approved',
    inState(change, ['scheduled'], 'starting'),
  );
  if (drifted.length || elsewhere.length) {
    return [...held, ...(drifted.length ? drifted : elsewhere)];
  }
  const waived = change.schedule?.override?.waives ?? [];
  const { plannedStart, plannedEnd } = change;
  const inTime =
    plannedStart! <= facts.now && plannedEnd && facts.now < plannedEnd;
  const untested = waived.includes('test-evidence')
    ? []
    : findTestGaps(change, facts);
  const unrehearsed = waived.includes('rehearsal')
    ? undefined
    : findRehearsalGap(change, facts);
  return [
    ...held,
    ...obstacle(
      'not-tested',
      untested.length
        ? conflict(
            `${change.id} ${untested.join('; ')}. Add a test result first.`,
          )
        : undefined,
    ),
    ...obstacle(
      'not-rehearsed',
      unrehearsed
        ? conflict(
            `${unrehearsed} Record a rehearsal of ${change.id}, or have the change manager waive it with a reason.`,
          )
        : undefined,
    ),
    ...obstacle(
      'outside-time',
      inTime || waived.includes('time')
        ? undefined
        : conflict(
            `${change.id} is scheduled from ${plannedStart} to ${plannedEnd}. The change manager can reschedule it or override the time.`,
          ),
    ),
    ...findScheduleObstacles(change, waived, facts),
  ];
}

/** The first of {@link findObstaclesToStart}; those of the schedule together, as one act of the change manager takes them away. */
export function checkPlannedStart(
  change: Change,
  facts: Facts,
): Refusal | undefined {
  const [first, ...rest] = findObstaclesToStart(change, facts);
  if (!first) {
    return undefined;
  }
  if (!aboutSchedule.includes(first.code)) {
    return conflict(first.text);
  }
  const texts = [first, ...rest].map(({ text }) => text);
  return conflict(
    `${texts.join(' ')} The change manager can reschedule ${
      change.id
    } or override it with a reason.`,
  );
}
