import {
  ApprovalRequirement,
  AssessmentRequirement,
  Decision,
} from '../contract/change';
import { Actor, Change, Facts } from './types';

/** Each approval requirement with the decision that serves it. */
export function approvalRequirements(change: Change): ApprovalRequirement[] {
  return change.requirements.map(requirement => ({
    ...requirement,
    decision: change.decisions.find(d => d.requirementId === requirement.id),
  }));
}

export function isApproved(change: Change): boolean {
  return approvalRequirements(change).every(
    ({ decision }) => decision?.decision === 'approve',
  );
}

/**
 * The requirements that this person's decision could serve: those of their roles that nobody else has decided.
 * One person's decision serves one requirement; the most demanding (fewest roles) comes first, so that a wider
 * one stays open for others.
 */
export function decidableRequirements(
  change: Change,
  actor: Actor,
): ApprovalRequirement[] {
  return approvalRequirements(change)
    .filter(({ decision }) => !decision || decision.by === actor.userRef)
    .filter(({ roles }) => actor.roles.some(held => roles.includes(held.role)))
    .sort((a, b) => a.roles.length - b.roles.length);
}

export function ownDecision(
  change: Change,
  actor: Actor,
): Decision | undefined {
  return change.decisions.find(d => d.by === actor.userRef);
}

/** What the owners of the affected entities owe before authorization (policy §3, §8). */
export function assessmentRequirements(
  change: Pick<Change, 'type' | 'affectedEntities' | 'assessments'>,
  facts: Pick<Facts, 'entities' | 'policy'>,
): AssessmentRequirement[] {
  const wanted = facts.policy.assessment.types.includes(change.type);
  return change.affectedEntities.map(entityRef => {
    const entity = facts.entities[entityRef];
    const owners = entity?.owners ?? [];
    const given = change.assessments.find(a => a.entityRef === entityRef);
    if (!entity?.exists) {
      return {
        entityRef,
        owners,
        status: 'not-required' as const,
        because: 'The entity is no longer in the catalog.',
      };
    }
    if (given) {
      return given.objection
        ? {
            entityRef,
            owners,
            status: 'objection' as const,
            because: 'An objection has to be answered before authorization.',
          }
        : { entityRef, owners, status: 'done' as const, because: 'Assessed.' };
    }
    if (!wanted) {
      return {
        entityRef,
        owners,
        status: 'not-required' as const,
        because: `The policy asks for none for this type of change.`,
      };
    }
    return {
      entityRef,
      owners,
      status: 'open' as const,
      because: owners.length
        ? 'Its owner assesses the impact on clients and data.'
        : 'It has no owner, so the change manager assesses it.',
    };
  });
}

export function isAssessed(
  change: Pick<Change, 'type' | 'affectedEntities' | 'assessments'>,
  facts: Pick<Facts, 'entities' | 'policy'>,
): boolean {
  return assessmentRequirements(change, facts).every(
    ({ status }) => status === 'done' || status === 'not-required',
  );
}

/** Whether the policy demands a post-implementation review (policy §5). */
export function isReviewRequired(
  change: Pick<Change, 'type' | 'rollback' | 'completion'>,
  facts: Pick<Facts, 'policy'>,
): boolean {
  const { types, closeCodes } = facts.policy.review;
  const result = change.rollback ? 'rolled-back' : change.completion?.outcome;
  return (
    types.includes(change.type) ||
    (result !== undefined && closeCodes.includes(result))
  );
}

/** Whether the latest test in some non-production environment passed, and none failed last (policy §4). */
export function isTested(
  change: Pick<Change, 'type' | 'testResults'>,
  facts: Pick<Facts, 'policy'>,
): boolean {
  if (!facts.policy.testEvidence.types.includes(change.type)) {
    return true;
  }
  const latest = new Map(
    change.testResults
      .filter(result => !result.production)
      .map(result => [result.environment, result.outcome]),
  );
  return latest.size > 0 && [...latest.values()].every(o => o === 'passed');
}
