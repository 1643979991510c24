import { Conflict } from '../contract/change';
import { ScheduleConflict } from '../contract/schedule';

/** A conflict is the same one whichever of its changes it is told of. */
function keyOf({ kind, windowId, entityRef, changeIds }: ScheduleConflict) {
  return [kind, windowId, entityRef, ...changeIds].join(' ');
}

/** `Overlaps …` → `CHG-1042 overlaps …` */
function said(changeId: string, text: string): string {
  return `${changeId} ${text[0].toLowerCase()}${text.slice(1)}`;
}

/** Conflicts of a whole schedule, each once, with every change that it concerns. */
export function gather(
  byChange: Iterable<[string, Conflict[]]>,
): ScheduleConflict[] {
  const found = new Map<string, ScheduleConflict>();
  for (const [id, conflicts] of byChange) {
    for (const conflict of conflicts) {
      const { changeId } = conflict;
      const changeIds = changeId ? [id, changeId].sort() : [id];
      const whole = { ...conflict, changeIds, text: said(id, conflict.text) };
      const key = keyOf(whole);
      if (!found.has(key)) {
        found.set(key, whole);
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** What is in one set of conflicts and not in the other, both ways round. */
export function differenceOf(
  before: ScheduleConflict[],
  after: ScheduleConflict[],
): { gone: ScheduleConflict[]; new: ScheduleConflict[] } {
  const without = (some: ScheduleConflict[], others: ScheduleConflict[]) => {
    const known = new Set(others.map(keyOf));
    return some.filter(conflict => !known.has(keyOf(conflict)));
  };
  return { gone: without(before, after), new: without(after, before) };
}
