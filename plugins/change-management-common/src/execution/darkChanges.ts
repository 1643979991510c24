import { DarkChangeAction, DarkChangeView } from '../contract/darkChanges';
import { hasRole, owns } from '../domain/people';
import { conflict, forbidden, invalid, Refusal } from '../domain/refusal';
import { Actor, Change, EntityFacts } from '../domain/types';

/** An unauthorized change as it is stored. */
export type DarkChange = Omit<DarkChangeView, 'allowedActions'>;

/** Before this, an unauthorized change still waits for an act of somebody. */
function inStatus(
  { id, status }: DarkChange,
  statuses: DarkChange['status'][],
): Refusal | undefined {
  return statuses.includes(status)
    ? undefined
    : conflict(
        `${id} is ${status}; this is possible while it is ${statuses.join(
          ' or ',
        )}.`,
      );
}

function byConcerned(
  { id, entityRef }: DarkChange,
  actor: Actor,
  entity: EntityFacts | undefined,
): Refusal | undefined {
  return owns(entity, actor) || hasRole(actor, 'implementer', 'changeManager')
    ? undefined
    : forbidden(
        `Only an owner of ${entityRef}, an implementer or the change manager may answer for ${id}.`,
        ['implementer', 'changeManager'],
      );
}

/** Why an explanation cannot be given, if so. */
export function checkExplanation(
  dark: DarkChange,
  actor: Actor,
  entity: EntityFacts | undefined,
): Refusal | undefined {
  return (
    byConcerned(dark, actor, entity) ?? inStatus(dark, ['open', 'explained'])
  );
}

/** Why an explanation cannot be accepted, if so: nobody accepts their own (policy §8). */
export function checkAcceptance(
  dark: DarkChange,
  actor: Actor,
): Refusal | undefined {
  if (!hasRole(actor, 'changeManager')) {
    return forbidden(
      `Only the change manager may accept what is said of ${dark.id} (role changeManager is missing).`,
      ['changeManager'],
    );
  }
  return (
    inStatus(dark, ['explained']) ??
    (dark.explanation?.by === actor.userRef
      ? forbidden(
          `You explained ${dark.id}, so another change manager has to accept it.`,
        )
      : undefined)
  );
}

/** Why nobody may name a change for it now, if so. */
export function checkRegularization(
  dark: DarkChange,
  actor: Actor,
  entity: EntityFacts | undefined,
): Refusal | undefined {
  return (
    byConcerned(dark, actor, entity) ?? inStatus(dark, ['open', 'explained'])
  );
}

/**
 * Why this change cannot stand for it, if so: it has to be an emergency on the entity that was requested afterwards (policy
 * §5), and started, so that nobody can give it up again.
 */
export function checkRegularizingChange(
  dark: DarkChange,
  change: Pick<
    Change,
    'id' | 'type' | 'affectedEntities' | 'createdAt' | 'actualStart'
  >,
): Refusal | undefined {
  const refuse = (message: string) => invalid([{ path: 'changeId', message }]);
  if (change.type !== 'emergency') {
    return refuse(
      `must be an emergency change; ${change.id} is ${change.type}`,
    );
  }
  if (!change.affectedEntities.includes(dark.entityRef)) {
    return refuse(`must affect ${dark.entityRef}; ${change.id} does not`);
  }
  if (change.createdAt < dark.occurredAt) {
    return refuse(
      `must have been requested for it; ${change.id} is older than what was done`,
    );
  }
  return change.actualStart
    ? undefined
    : refuse(`must have been started; ${change.id} has not`);
}

/** What this person may do with it. */
export function darkChangeActionsFor(
  dark: DarkChange,
  actor: Actor,
  entity: EntityFacts | undefined,
): DarkChangeAction[] {
  const refusals: Record<DarkChangeAction, Refusal | undefined> = {
    explain: checkExplanation(dark, actor, entity),
    accept: checkAcceptance(dark, actor),
    regularize: checkRegularization(dark, actor, entity),
  };
  return (Object.keys(refusals) as DarkChangeAction[]).filter(
    action => !refusals[action],
  );
}
