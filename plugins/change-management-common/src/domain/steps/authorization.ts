import { ApprovalRequirement } from '../../contract/judgement';
import { DecisionKind, Role } from '../../contract/words';
import { ChangeEvent } from '../events';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import {
  approvalRequirements,
  capacityFor,
  decidableRequirements,
  isStale,
  ownDecision,
} from '../requirements';
import { Actor, Change, Facts } from '../types';
import {
  byRole,
  bySomeoneElse,
  inState,
  nameApprovers,
  notHeld,
  Step,
} from './step';

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
