import { ApprovalRequirement } from '../../contract/judgement';
import { Waivable } from '../../contract/commands';
import { DecisionKind, Role } from '../../contract/words';
import { CommandOf } from '../commands';
import { ChangeEvent } from '../events';
import { exceedsSlot } from '../judge';
import { hasRole, isImplementer, isRequester, owns } from '../people';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import {
  approvalRequirements,
  assessmentRequirements,
  capacityFor,
  decidableRequirements,
  isStale,
  ownDecision,
} from '../requirements';
import { conflictsOf, findSchedulingObstacles } from '../timing';
import { Actor, Change, EntityFacts, Facts } from '../types';
import {
  byRole,
  bySomeoneElse,
  inState,
  nameApprovers,
  notDrifted,
  notHeld,
  Step,
} from './step';

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

export const assess: Step<'assess'> = {
  check: (change, facts) =>
    (change.impact.indirect.some(entity => owns(entity, facts.actor)) ||
    assessmentRequirements(change, facts).some(({ entityRef }) =>
      mayAssess(change, entityRef, facts),
    )
      ? undefined
      : forbidden(
          `Only the owners of the entities that ${change.id} affects may assess its impact.`,
        )) ?? inState(change, ['assessment', 'authorization'], 'assessing'),
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

/** An emergency is approved after the fact (policy §5). */
function isRetrospective(change: Change): boolean {
  return (
    change.type === 'emergency' &&
    (change.state === 'implementation' || change.state === 'review')
  );
}

function rolesOf(requirements: ApprovalRequirement[]): Role[] {
  return [...new Set(requirements.flatMap(({ roles }) => roles))];
}

/** Whoever has no say in any requirement, decided or not, learns who has. */
function byApprover(
  change: Change,
  actor: Actor,
  requirements: ApprovalRequirement[],
): Refusal | undefined {
  const roles = rolesOf(requirements);
  const named = requirements.flatMap(({ people }) => people);
  return named.some(ref =>
    [actor, ...(actor.actsFor ?? [])].some(({ ownership }) =>
      ownership.includes(ref),
    ),
  )
    ? undefined
    : byRole(actor, roles, `decide on ${change.id}`);
}

/** An approval that the catalog has outdated may be given again, whether or not the policy asks for it. */
function mayReaffirm(change: Change, actor: Actor): boolean {
  const own = ownDecision(change, actor);
  return (
    own !== undefined &&
    isStale(change, own) &&
    (change.state === 'approved' || change.state === 'scheduled')
  );
}

/** Whether this person may give this decision now (policy §3; separation of duties). */
export function checkDecision(
  change: Change,
  facts: Facts,
  decision?: DecisionKind,
): Refusal | undefined {
  const { actor } = facts;
  const requirements = approvalRequirements(change);
  const open = requirements.filter(r => !r.decision);
  const refusal =
    bySomeoneElse(change, actor, 'decide') ??
    byApprover(change, actor, requirements) ??
    (isRetrospective(change) || mayReaffirm(change, actor)
      ? undefined
      : inState(change, ['authorization'], 'deciding')) ??
    (decision === 'approve' ? notHeld(change) : undefined);
  if (refusal) {
    return refusal;
  }
  if (decidableRequirements(change, actor).length === 0) {
    return open.length
      ? forbidden(
          `What is still open on ${change.id} has to be decided by ${open
            .map(nameApprovers)
            .join(', and ')}.`,
          rolesOf(open),
        )
      : conflict(`Everything has been decided on ${change.id}.`);
  }
  const own = ownDecision(change, actor);
  if (decision && own?.decision === decision && !isStale(change, own)) {
    return conflict(
      `You have already given this decision on ${change.id}; one person's decision serves one requirement.`,
    );
  }
  return undefined;
}

export const decideStep: Step<'decide'> = {
  check: checkDecision,
  run(change, command, facts) {
    const { actor } = facts;
    const { decision, comment, requirementId, contentRevision } = command;
    if (
      contentRevision !== undefined &&
      contentRevision !== change.contentRevision
    ) {
      return conflict(
        `${change.id} has been edited since you read it (content ${contentRevision}, now ${change.contentRevision}). Read it again before you decide.`,
      );
    }
    const decidable = decidableRequirements(change, actor);
    const previous = ownDecision(change, actor);
    const requirement = requirementId
      ? decidable.find(({ id }) => id === requirementId)
      : decidable.find(({ id }) => id === previous?.requirementId) ??
        decidable[0];
    if (!requirement) {
      return change.requirements.some(({ id }) => id === requirementId)
        ? forbidden(`The requirement ${requirementId} is not yours to decide.`)
        : invalid([
            {
              path: 'requirementId',
              message: `must be one of ${change.requirements
                .map(({ id }) => id)
                .join(', ')}`,
            },
          ]);
    }
    const refusal =
      (decision === 'approve' ? notHeld(change) : undefined) ??
      (previous?.requirementId === requirement.id
        ? checkDecision(change, facts, decision)
        : undefined);
    if (refusal) {
      return refusal;
    }
    const events: ChangeEvent[] = [
      {
        type: 'decided',
        decision: {
          decision,
          comment,
          requirementId: requirement.id,
          contentRevision: change.contentRevision,
          digest: change.digest,
          ...capacityFor(requirement, change, actor),
          roles: actor.roles,
          groups: actor.ownership.filter(ref => ref.startsWith('group:')),
        },
      },
    ];
    if (!isRetrospective(change)) {
      if (decision === 'reject') {
        events.push({ type: 'rejected' });
      } else if (decision === 'request-changes') {
        events.push({ type: 'changes-requested' });
      }
    }
    return events;
  },
};

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

export const schedule: Step<'schedule'> = {
  check: (change, { actor }) =>
    byRole(actor, ['changeManager'], `schedule ${change.id}`) ??
    notDrifted(change) ??
    inState(change, ['approved', 'scheduled'], 'scheduling') ??
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
