import {
  Schedule,
  ScheduleConflict,
  ScheduledChange,
  WindowOccurrence,
  WindowView,
} from 'backstage-plugin-change-management-common';

/** A change in its time; `start` and `end` are ISO 8601. */
export interface ChangeItem {
  kind: 'change';
  id: string;
  start: string;
  end: string;
  change: ScheduledChange;
  conflicts: ScheduleConflict[];
  /** This person may move it. */
  movable: boolean;
}

/** One time of a freeze; `start` and `end` are ISO 8601. */
export interface FreezeItem {
  kind: 'freeze';
  id: string;
  start: string;
  end: string;
  occurrence: WindowOccurrence;
  /** The freeze itself, once it is known. */
  freeze?: WindowView;
  /** This person may move it; one that recurs is edited instead. */
  movable: boolean;
}

/** What stands in the schedule and can be looked at. */
export type ScheduleItem = ChangeItem | FreezeItem;

/** When a change is: as planned, or as it went where nothing was planned. What still runs has not ended yet. */
function timeOf(change: ScheduledChange): { start: string; end: string } {
  const now = new Date().toISOString();
  const start = change.plannedStart ?? change.actualStart ?? now;
  const planned = change.plannedEnd ?? change.actualEnd ?? now;
  return { start, end: change.overrun && planned < now ? now : planned };
}

function conflictsById(schedule: Schedule): Map<string, ScheduleConflict[]> {
  const found = new Map<string, ScheduleConflict[]>();
  for (const conflict of schedule.conflicts) {
    for (const id of conflict.changeIds) {
      found.set(id, [...(found.get(id) ?? []), conflict]);
    }
  }
  return found;
}

/** Everything that the schedule holds, freezes first. */
export function itemsOf(
  schedule: Schedule,
  windows: WindowView[],
): ScheduleItem[] {
  const conflicts = conflictsById(schedule);
  const freezes = schedule.freezes.map((occurrence): FreezeItem => {
    const freeze = windows.find(({ id }) => id === occurrence.windowId);
    return {
      kind: 'freeze',
      id: `${occurrence.windowId} ${occurrence.start}`,
      start: occurrence.start,
      end: occurrence.end,
      occurrence,
      freeze,
      movable:
        freeze !== undefined &&
        !freeze.rrule &&
        freeze.allowedActions.includes('edit'),
    };
  });
  const changes = schedule.changes.map(
    (change): ChangeItem => ({
      kind: 'change',
      id: change.id,
      ...timeOf(change),
      change,
      conflicts: conflicts.get(change.id) ?? [],
      movable: change.allowedActions.includes('schedule'),
    }),
  );
  return [...freezes, ...changes];
}
