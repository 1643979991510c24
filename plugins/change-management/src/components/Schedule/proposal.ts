import { Move } from 'backstage-plugin-change-management-common';
import { ScheduleItem } from './items';

/** Another time for something in the schedule (ISO 8601), looked at before anything is saved. */
export interface Proposal {
  item: ScheduleItem;
  start: string;
  end: string;
}

function minutesBetween(start: string, end: string): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
}

function isSame(one: string, other: string): boolean {
  return Date.parse(one) === Date.parse(other);
}

/** What the schedule is asked about a proposal: nothing while it is where it was, or ends before it begins. */
export function movesOf({ item, start, end }: Proposal): Move[] {
  const stays = isSame(start, item.start) && isSame(end, item.end);
  if (stays || Date.parse(end) <= Date.parse(start)) {
    return [];
  }
  return item.kind === 'change'
    ? [{ changeId: item.id, plannedStart: start, plannedEnd: end }]
    : [
        {
          windowId: item.occurrence.windowId,
          start,
          durationMinutes: minutesBetween(start, end),
        },
      ];
}
