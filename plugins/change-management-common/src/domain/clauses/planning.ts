import { waivable } from '../../contract/commands';
import { ChangeState } from '../../contract/words';
import { actualDowntimeOf } from '../downtime';
import { exceedsSlot } from '../judge';
import { hoursAhead, noticeHoursOf } from '../notice';
import { findRehearsalGap } from '../rollback';
import { freezesOver } from '../timing';
import { Change } from '../types';
import {
  met,
  open,
  quote,
  Read,
  Reading,
  ReadingFacts,
  timeOf,
  waived,
} from './reading';

const agreedStates: ChangeState[] = [
  'scheduled',
  'implementation',
  'review',
  'closed',
];

/** What the change manager agreed; an edit takes the change back to where it has to be agreed anew. */
export function scheduleOf({ state, schedule }: Change): Change['schedule'] {
  return agreedStates.includes(state) ? schedule : undefined;
}

/** The reading where the change manager waived it with a reason, else what it would be. */
export function unlessWaived(
  change: Change,
  what: (typeof waivable)[number],
  otherwise: Reading,
): Reading {
  const schedule = scheduleOf(change);
  const { reason, waives = [] } = schedule?.override ?? {};
  return reason && waives.includes(what)
    ? waived(
        `${schedule!.by} waived it on ${timeOf(schedule!.at)}: ${quote(
          reason,
        )}.`,
      )
    : otherwise;
}

/** It has a window, which it has not missed and was not begun outside of. */
export const maintenanceWindow: Read = (change, { now }) => {
  const { plannedStart, plannedEnd, actualStart, startedBy } = change;
  if (!plannedStart || !plannedEnd) {
    return open(
      `It has no planned start and end; ${change.requestedBy} may propose them, the change manager sets them.`,
    );
  }
  const window = `from ${timeOf(plannedStart)} to ${timeOf(plannedEnd)}`;
  const standing = change.conflicts.filter(
    ({ kind }) => kind === 'misses-window' || kind === 'exceeds-window',
  );
  if (!actualStart && (standing.length || freezesOver(change).length)) {
    return unlessWaived(
      change,
      'window',
      open(
        [...freezesOver(change), ...standing].map(({ text }) => text).join(' '),
      ),
    );
  }
  if (!actualStart) {
    return now < plannedEnd
      ? met(`It is planned ${window}, as asked for or agreed.`)
      : unlessWaived(
          change,
          'time',
          open(
            `It was planned ${window} and has not been started; the change manager has to set another time.`,
          ),
        );
  }
  const started = `${startedBy} started it on ${timeOf(actualStart)}`;
  return plannedStart <= actualStart && actualStart < plannedEnd
    ? met(`${started}, within the time planned ${window}.`)
    : unlessWaived(
        change,
        'time',
        open(`${started}, outside of the time planned ${window}.`),
      );
};

export const deploymentSchedule: Read = change => {
  const schedule = scheduleOf(change);
  return schedule
    ? met(
        `${schedule.by} scheduled it on ${timeOf(
          schedule.at,
        )} as the change manager.`,
      )
    : open('The change manager has to schedule it once it is approved.');
};

/** Those concerned are told when it is submitted and, for the time that counts, when it is scheduled. */
export const advanceNotice: Read = (change, { policy }) => {
  const { plannedStart, submittedAt } = change;
  const schedule = scheduleOf(change);
  const told =
    change.state === 'draft' ? undefined : schedule?.at ?? submittedAt;
  if (!told || !plannedStart) {
    return open(
      'Those concerned have not been told yet when it is; they are when the change manager schedules it.',
    );
  }
  const asked = noticeHoursOf(change, policy);
  const ahead = hoursAhead(told, plannedStart);
  const how = schedule ? `${schedule.by} scheduled it` : 'It was submitted';
  const evidence = `${how} on ${timeOf(told)} for ${timeOf(
    plannedStart,
  )}, ${Math.floor(ahead)} hours ahead; ${asked} are asked for`;
  return ahead >= asked
    ? met(`${evidence}.`)
    : unlessWaived(
        change,
        'notice',
        open(`${evidence}. The change manager can reschedule or waive it.`),
      );
};

/** The rollback plan was tried where the risk asks for it; what was known at the start counts. */
function rehearsal(change: Change, facts: ReadingFacts): Reading | undefined {
  const { actualStart, implementer } = change;
  const gap = findRehearsalGap(
    {
      ...change,
      rehearsals: change.rehearsals.filter(
        ({ recordedAt }) => !actualStart || recordedAt <= actualStart,
      ),
    },
    { ...facts, now: actualStart ?? facts.now },
  );
  return gap
    ? unlessWaived(
        change,
        'rehearsal',
        open(`${gap} ${implementer} has to record one.`),
      )
    : undefined;
}

export const downtime: Read = (change, facts) => {
  const minutes = minutesOfDowntime(change);
  return minutes.status === 'met'
    ? rehearsal(change, facts) ?? minutes
    : minutes;
};

function minutesOfDowntime(change: Change): Reading {
  const { expectedDowntimeMinutes, requestedBy, plannedStart, plannedEnd } =
    change;
  const actual = actualDowntimeOf(change);
  const came = actual === undefined ? '' : `; ${actual} minutes were reported`;
  if (!expectedDowntimeMinutes) {
    return met(`${requestedBy} expects no downtime${came}.`);
  }
  const evidence = `${requestedBy} expects ${expectedDowntimeMinutes} minutes of downtime`;
  if (!plannedStart || !plannedEnd) {
    return open(`${evidence}, and the time for it has not been planned yet.`);
  }
  const slot = `from ${timeOf(plannedStart)} to ${timeOf(plannedEnd)}`;
  return exceedsSlot(change)
    ? open(`${evidence}, more than the time planned ${slot} leaves.`)
    : met(`${evidence}, within the time planned ${slot}${came}.`);
}
