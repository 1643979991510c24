import { ChangeState } from '../../contract/words';
import { CommandOf } from '../commands';
import { ChangeEvent } from '../events';
import { hasRole, isImplementer, isRequester, owns } from '../people';
import { forbidden, invalid, Refusal } from '../refusal';
import { assessmentRequirements } from '../requirements';
import { Actor, Change, EntityFacts, Facts } from '../types';
import { bySomeoneElse, inState, Step } from './step';

/**
 * Owners assess; where an entity has no owner, or an owner's objection stands, the change manager may answer, unless
 * the change is their own.
 */
function mayAssess(change: Change, entityRef: string, facts: Facts): boolean {
  const entity = facts.entities[entityRef];
  const { actor } = facts;
  if (owns(entity, actor)) {
    return true;
  }
  const status = statusOf(change, entityRef, facts);
  return (
    hasRole(actor, 'changeManager') &&
    !bySomeoneElse(change, actor, 'assess') &&
    (status === 'objection' ||
      (status === 'open' && entity?.owners.length === 0))
  );
}

function statusOf(change: Change, entityRef: string, facts: Facts) {
  return assessmentRequirements(change, facts).find(
    requirement => requirement.entityRef === entityRef,
  )?.status;
}

/** Owners of what a change only reaches are not asked, and have one thing to say: that they object, or no longer do. */
function checkObjection(
  change: Change,
  {
    entityRef,
    objection,
  }: Pick<CommandOf<'assess'>, 'entityRef' | 'objection'>,
  facts: Facts,
): Refusal | undefined {
  const reached = change.impact.indirect.find(e => e.entityRef === entityRef);
  if (!reached) {
    return invalid([
      { path: 'entityRef', message: `${change.id} does not affect it.` },
    ]);
  }
  if (!owns(reached, facts.actor)) {
    return !objection && mayAssess(change, entityRef, facts)
      ? undefined
      : forbidden(`Only the owner of ${entityRef} may object for it.`);
  }
  return objection || statusOf(change, entityRef, facts) === 'objection'
    ? undefined
    : forbidden(
        `${change.id} reaches ${entityRef} only through others, so its owner may object to it, and does not assess it.`,
      );
}

function checkAssessment(
  change: Change,
  entityRef: string,
  facts: Facts,
): Refusal | undefined {
  return mayAssess(change, entityRef, facts)
    ? undefined
    : forbidden(`Only the owner of ${entityRef} may assess it.`);
}

/** The owners for whom a person speaks: their own groups, or else those of an absent person, and that person. */
function ownedThrough(
  { owners }: Pick<EntityFacts, 'owners'>,
  actor: Actor,
): string[] {
  const own = owners.filter(ref => actor.ownership.includes(ref));
  return own.length
    ? own
    : (actor.actsFor ?? []).flatMap(({ userRef, ownership }) => {
        const theirs = owners.filter(ref => ownership.includes(ref));
        return theirs.length ? [...new Set([...theirs, userRef])] : [];
      });
}

const assessable: readonly ChangeState[] = ['assessment', 'authorization'];

export const assess: Step<'assess'> = {
  states: assessable,
  // The state first: it is looked at more quickly than owners, for every row of a list.
  check: (change, facts) =>
    inState(change, assessable, 'assessing') ??
    (change.impact.indirect.some(entity => owns(entity, facts.actor)) ||
    assessmentRequirements(change, facts).some(({ entityRef }) =>
      mayAssess(change, entityRef, facts),
    )
      ? undefined
      : forbidden(
          `Only the owners of the entities that ${change.id} affects may assess its impact.`,
        )),
  run(change, { type, revision, entityRef, ...statement }, facts) {
    const isAffected = change.affectedEntities.includes(entityRef);
    const refusal = isAffected
      ? checkAssessment(change, entityRef, facts)
      : checkObjection(change, { entityRef, ...statement }, facts);
    if (refusal) {
      return refusal;
    }
    const { actor } = facts;
    const entity = isAffected
      ? facts.entities[entityRef]
      : change.impact.indirect.find(e => e.entityRef === entityRef);
    const events: ChangeEvent[] = [
      {
        type: 'assessed',
        assessment: {
          ...statement,
          entityRef,
          onBehalfOf: entity ? ownedThrough(entity, actor) : [],
          contentRevision: change.contentRevision,
          selfAssessment:
            isRequester(change, actor) || isImplementer(change, actor),
        },
      },
    ];
    // An emergency may start at any moment (policy §5): an objection is recorded and told, and holds nothing up.
    if (
      statement.objection &&
      change.state === 'authorization' &&
      change.type !== 'emergency'
    ) {
      events.push({ type: 'assessment-opened' });
    }
    return events;
  },
};
