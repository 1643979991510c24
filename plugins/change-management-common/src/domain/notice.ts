import { meets } from '../policy/conditions';
import { Policy } from '../policy/schema';
import { toSubject } from '../policy/subject';
import { Change, Facts } from './types';

const hour = 60 * 60 * 1000;

/**
 * Hours ahead of the planned start at which those concerned have to be told (policy §3): more where downtime is expected,
 * none for an emergency, which nobody can announce (policy §5).
 */
export function noticeHoursOf(
  change: Pick<Change, 'type' | 'expectedDowntimeMinutes'>,
  policy: Pick<Policy, 'notice'>,
): number {
  if (change.type === 'emergency') {
    return 0;
  }
  const { hours, downtimeHours } = policy.notice;
  return change.expectedDowntimeMinutes ? downtimeHours : hours;
}

/**
 * Hours between the telling and a start, fractions included; none where it was told afterwards.
 *
 * @param toldAt - ISO 8601, as is the start
 */
export function hoursAhead(toldAt: string, plannedStart: string): number {
  return Math.max(0, (Date.parse(plannedStart) - Date.parse(toldAt)) / hour);
}

/**
 * Hours of notice that were given of the time that counts: from when it was scheduled, which is when those concerned are
 * told, to its start. Nothing before it has been scheduled.
 */
export function noticeGiven({
  plannedStart,
  schedule,
}: Pick<Change, 'plannedStart' | 'schedule'>): number | undefined {
  return plannedStart && schedule
    ? hoursAhead(schedule.at, plannedStart)
    : undefined;
}

/** Whether the policy has the owners of what the change reaches through the catalog told of it (policy §3). */
export function tellsIndirectOwners(
  change: Change,
  { policy, entities, now }: Pick<Facts, 'policy' | 'entities' | 'now'>,
): boolean {
  const { impact, risk } = change;
  return meets(policy.notice.indirectOwners, {
    ...toSubject(change, { entities, impact, now }),
    risk: { level: risk.level },
  });
}
