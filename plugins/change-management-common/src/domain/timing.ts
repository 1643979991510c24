import { Conflict } from '../contract/change';
import { Waivable } from '../contract/commands';
import { findConflicts } from '../schedule/conflicts';
import { ChangeEvent } from './events';
import { hoursAhead, noticeHoursOf } from './notice';
import { holdsSlot, plannedSlot } from './slot';
import { Change, Facts } from './types';

/** Something that stands in the way of a time, and what of an override of the change manager takes it away. */
export interface Obstacle {
  waivable: Waivable;
  text: string;
}

const waivableOf: Partial<Record<Conflict['kind'], Waivable>> = {
  'in-freeze': 'freeze',
  'misses-window': 'window',
  'exceeds-window': 'window',
  overlap: 'conflicts',
};

/** What the planned time collides with: found now where the schedule is known, else what was found last. */
export function conflictsOf(
  change: Change,
  { schedule, entities, now }: Pick<Facts, 'schedule' | 'entities' | 'now'>,
): Conflict[] {
  if (!holdsSlot(change)) {
    return [];
  }
  if (!schedule) {
    return change.conflicts;
  }
  const slot = plannedSlot(change, entities, schedule);
  return slot
    ? findConflicts(slot, schedule.others, schedule.windows, now)
    : [];
}

function isExempt({ exemptions }: Change, { windowId }: Conflict): boolean {
  return exemptions.some(exemption => exemption.windowId === windowId);
}

/** Freezes that the change would fall into and from which nobody has exempted it. */
export function freezesOver(change: Change): Conflict[] {
  return change.conflicts.filter(
    conflict => conflict.kind === 'in-freeze' && !isExempt(change, conflict),
  );
}

/**
 * What stands in the way of agreeing to the planned time: freezes, windows, other changes (policy §3), and the notice that
 * there would be from now on. The same implementer is worth knowing, and stops nobody.
 */
export function findSchedulingObstacles(
  change: Change,
  facts: Facts,
): Obstacle[] {
  const conflicts = conflictsOf(change, facts).flatMap(({ kind, text }) => {
    const waivable = waivableOf[kind];
    return waivable ? [{ waivable, text }] : [];
  });
  const needed = noticeHoursOf(change, facts.policy);
  const given = hoursAhead(facts.now, change.plannedStart!);
  return given >= needed
    ? conflicts
    : [
        ...conflicts,
        {
          waivable: 'notice',
          text: `Those concerned would be told ${Math.floor(
            given,
          )} hours ahead; the policy asks for ${needed}.`,
        },
      ];
}

/**
 * What of the schedule stands in the way of starting: a freeze without an exemption, windows, and a change
 * that is being carried out on the same or a related entity, unless these were waived. Others that are only planned were
 * weighed when the time was agreed; a freeze is waived one by one, so that none that comes later is waived with it.
 */
export function conflictsAgainstStart(
  change: Change,
  waives: string[],
  facts: Facts,
): Conflict[] {
  return conflictsOf(change, facts).filter(conflict => {
    switch (conflict.kind) {
      case 'in-freeze':
        return !isExempt(change, conflict);
      case 'overlap':
        return conflict.running && !waives.includes('conflicts');
      case 'same-implementer':
        return false;
      default:
        return !waives.includes('window');
    }
  });
}

/**
 * What follows from how the time stands now: the conflicts as they are, a hold where a freeze has come over an approved
 * change, and the end of that hold where the freeze has gone or the change has moved out of it.
 */
export function followSchedule(change: Change, facts: Facts): ChangeEvent[] {
  const conflicts = conflictsOf(change, facts);
  const events: ChangeEvent[] =
    JSON.stringify(conflicts) === JSON.stringify(change.conflicts)
      ? []
      : [{ type: 'conflicts-changed', conflicts }];
  const freezes = freezesOver({ ...change, conflicts });
  const { hold, state } = change;
  if (hold?.windowId && !freezes.some(f => f.windowId === hold.windowId)) {
    events.push({ type: 'released' });
  } else if (
    !hold &&
    freezes.length &&
    (state === 'approved' || state === 'scheduled')
  ) {
    const [{ windowId, text }] = freezes;
    events.push({ type: 'held', reason: text, windowId });
  }
  return events;
}
