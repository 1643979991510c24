import { Waivable } from '../../contract/commands';
import { ChangeState } from '../../contract/words';
import { exceedsSlot } from '../judge';
import { conflict, invalid, Refusal } from '../refusal';
import { conflictsOf, findSchedulingObstacles } from '../timing';
import { Change, Facts } from '../types';
import {
  byRole,
  bySomeoneElse,
  inState,
  notDrifted,
  notHeld,
  Step,
} from './step';

/** A time that collides, or comes with too little notice, is agreed only with a reason (policy §3). */
function checkTime(
  change: Change,
  waives: Waivable[],
  facts: Facts,
): Refusal | undefined {
  const texts = findSchedulingObstacles(change, facts)
    .filter(({ waivable }) => !waives.includes(waivable))
    .map(({ text }) => text);
  return texts.length
    ? conflict(
        `${texts.join(
          ' ',
        )} Choose another time, or give a reason to override it.`,
      )
    : undefined;
}

function exemptedBy(
  change: Change,
  waives: Waivable[],
  facts: Facts,
): string[] {
  return waives.includes('freeze')
    ? conflictsOf(change, facts)
        .filter(({ kind }) => kind === 'in-freeze')
        .map(({ windowId }) => windowId!)
    : [];
}

const schedulable: readonly ChangeState[] = ['approved', 'scheduled'];

export const schedule: Step<'schedule'> = {
  states: schedulable,
  check: (change, { actor }) =>
    byRole(actor, ['changeManager'], `schedule ${change.id}`) ??
    notDrifted(change) ??
    inState(change, schedulable, 'scheduling') ??
    // Another time is the way out of a freeze.
    (change.hold?.windowId ? undefined : notHeld(change)),
  run(change, { plannedStart, plannedEnd, override }, facts) {
    const { actor, now } = facts;
    const moved = { ...change, plannedStart, plannedEnd };
    if (plannedEnd <= now) {
      return invalid([
        { path: 'plannedEnd', message: 'must lie in the future' },
      ]);
    }
    if (exceedsSlot(moved)) {
      return invalid([
        {
          path: 'plannedEnd',
          message: `must leave room for the ${change.expectedDowntimeMinutes} minutes of downtime that are expected`,
        },
      ]);
    }
    const refusal =
      (override && bySomeoneElse(change, actor, 'override its rules')) ??
      checkTime(moved, override?.waives ?? [], facts);
    if (refusal) {
      return refusal;
    }
    const exempts = exemptedBy(moved, override?.waives ?? [], facts);
    return [
      {
        type: 'scheduled',
        plannedStart,
        plannedEnd,
        override: override && {
          ...override,
          ...(exempts.length && { exempts }),
        },
      },
    ];
  },
};
