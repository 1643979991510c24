import { Impact } from '../contract/judgement';
import { ChangeState, waitingStates } from '../contract/words';
import { CatalogFacts, ScopedEntity, Slot } from '../schedule/types';
import { Change, EntityFacts } from './types';

/** States in which a change holds the time of what it touches: from its submission until it has been carried out. */
const holding: ChangeState[] = [...waitingStates, 'implementation'];

const minute = 60_000;

/** Whether a change in this state takes up its time in the schedule. */
export function holdsSlot({ state }: Pick<Change, 'state'>): boolean {
  return holding.includes(state);
}

/** From when to when: as planned until it starts, then from its actual start. */
function timeOf({
  state,
  plannedStart,
  plannedEnd,
  actualStart,
}: Pick<Change, 'state' | 'plannedStart' | 'plannedEnd' | 'actualStart'>) {
  const isRunning = state === 'implementation';
  const start = isRunning ? actualStart : plannedStart;
  if (!start) {
    return undefined;
  }
  if (plannedEnd && plannedEnd > start) {
    return { start, end: plannedEnd };
  }
  // An emergency has no planned end; it holds what it touches while it runs.
  return isRunning
    ? { start, end: new Date(Date.parse(start) + minute).toISOString() }
    : undefined;
}

/** An entity as windows see it. */
export function toScoped(
  entity: EntityFacts,
  memberOf: Record<string, string[]>,
): ScopedEntity {
  const { exists, title, ...scoped } = entity;
  return { ...scoped, memberOf: memberOf[entity.entityRef] ?? [] };
}

/** What is reached, and how, in an impact. */
export function reachIn({ indirect }: Pick<Impact, 'indirect'>): Slot['reach'] {
  return indirect.map(({ entityRef, via }) => ({ entityRef, via }));
}

/**
 * What a plan would hold, whatever its state; nothing without a start and an end. It reaches what the catalog says now, not
 * what approvers saw: a relation that has come or gone since then makes or clears a conflict.
 */
export function plannedSlot(
  change: Pick<
    Change,
    | 'id'
    | 'state'
    | 'type'
    | 'plannedStart'
    | 'plannedEnd'
    | 'actualStart'
    | 'implementer'
    | 'affectedEntities'
    | 'impact'
  >,
  entities: Record<string, EntityFacts>,
  { memberOf, reach = reachIn(change.impact) }: CatalogFacts,
): Slot | undefined {
  const time = timeOf(change);
  return (
    time && {
      ...time,
      changeId: change.id,
      type: change.type,
      running: change.state === 'implementation',
      implementer: change.implementer,
      entities: change.affectedEntities.flatMap(ref =>
        entities[ref] ? [toScoped(entities[ref], memberOf)] : [],
      ),
      reach,
    }
  );
}
