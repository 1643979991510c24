import {
  ApprovalRequirement,
  AssessmentRequirement,
  Decision,
} from '../contract/judgement';
import { Actor, Change, Facts, Requirement } from './types';

/** What stands against the approval, or, once there are enough of them, the latest approval. */
function settlingDecision(
  { id, needed, standing }: Requirement,
  decisions: Decision[],
  { digest, drift }: Pick<Change, 'digest' | 'drift'>,
): Decision | undefined {
  const against = decisions.find(({ decision }) => decision !== 'approve');
  if (against) {
    return against;
  }
  const valid = decisions.filter(d => !drift?.blocks || d.digest === digest);
  if (valid.length >= needed) {
    return valid[valid.length - 1];
  }
  return standing && !drift?.blocks ? decisionOf(id, standing) : undefined;
}

/** The approval of a change model, as a decision on the change made from it. */
function decisionOf(
  requirementId: string,
  { changeModel, by, at }: NonNullable<Requirement['standing']>,
): Decision {
  return {
    requirementId,
    by,
    at,
    decision: 'approve',
    comment: `Approved with version ${changeModel.version} of the change model ${changeModel.id}.`,
    contentRevision: 1,
    roles: [],
    groups: [],
    changeModel,
  };
}

/** Each approval requirement with the decisions that serve it. */
export function approvalRequirements(
  change: Pick<Change, 'requirements' | 'decisions' | 'digest' | 'drift'>,
): ApprovalRequirement[] {
  return change.requirements.map(requirement => {
    const decisions = change.decisions.filter(
      ({ requirementId }) => requirementId === requirement.id,
    );
    return {
      ...requirement,
      decision: settlingDecision(requirement, decisions, change),
      decisions,
      stale:
        decisions.some(decision => isStale(change, decision)) &&
        decisions.filter(({ digest }) => digest === change.digest).length <
          requirement.needed,
    };
  });
}

/** Whether the person saw something else than what the catalog says now. */
export function isStale(
  { drift, digest }: Pick<Change, 'drift' | 'digest'>,
  decision: Decision,
): boolean {
  return drift !== undefined && decision.digest !== digest;
}

export function isApproved(
  change: Pick<Change, 'requirements' | 'decisions' | 'digest' | 'drift'>,
): boolean {
  return approvalRequirements(change).every(
    ({ decision }) => decision?.decision === 'approve',
  );
}

/**
 * As whom a person could serve a requirement: as themselves, or on behalf of somebody absent; undefined if not at all.
 * Nobody stands behind two decisions, whether they give them or others do for them. Whoever is back may put their own
 * decision in the place of the one that was given for them.
 */
export function capacityFor(
  { id, roles, people }: Requirement,
  change: Change,
  actor: Actor,
): { onBehalfOf?: string } | undefined {
  const speaks = (ownership: string[], delegatedBy?: string) =>
    people.some(ref => ownership.includes(ref)) ||
    actor.roles.some(
      held => held.delegatedBy === delegatedBy && roles.includes(held.role),
    );
  const others = change.decisions.filter(({ by }) => by !== actor.userRef);
  const forActor = others.filter(d => d.onBehalfOf === actor.userRef);
  if (
    forActor.every(({ requirementId }) => requirementId === id) &&
    speaks(actor.ownership)
  ) {
    return {};
  }
  const absent = (actor.actsFor ?? []).find(
    ({ userRef, ownership }) =>
      forActor.length === 0 &&
      !others.some(d => d.by === userRef || d.onBehalfOf === userRef) &&
      speaks(ownership, userRef),
  );
  return absent && { onBehalfOf: absent.userRef };
}

function isFrom({ userRef }: Actor, { by, onBehalfOf }: Decision): boolean {
  return by === userRef || onBehalfOf === userRef;
}

/**
 * The requirements that this person's decision could serve: those that they have a say in and that others have not
 * settled. One person's decision serves one requirement; the most demanding (fewest roles and people) comes first, so
 * that a wider one stays open for others.
 */
export function decidableRequirements(
  change: Change,
  actor: Actor,
): ApprovalRequirement[] {
  return approvalRequirements(change)
    .filter(
      ({ decision, decisions }) =>
        !decision || decisions.some(given => isFrom(actor, given)),
    )
    .filter(requirement => capacityFor(requirement, change, actor))
    .sort(
      (a, b) =>
        a.roles.length + a.people.length - (b.roles.length + b.people.length),
    );
}

export function ownDecision(
  change: Change,
  actor: Actor,
): Decision | undefined {
  return change.decisions.find(d => d.by === actor.userRef);
}

type Assessed = Pick<
  Change,
  'type' | 'affectedEntities' | 'assessments' | 'impact'
>;

/** Whether the change affects the entity, or reaches it through others. */
export function isConcerned(
  entityRef: string,
  { affectedEntities, impact }: Pick<Change, 'affectedEntities' | 'impact'>,
): boolean {
  return (
    affectedEntities.includes(entityRef) ||
    impact.indirect.some(entity => entity.entityRef === entityRef)
  );
}

const standing = {
  status: 'objection' as const,
  because: 'An objection has to be answered before authorization.',
};

/** Nobody asks the owners of what is only reached; where one of them objected, that counts as any objection does. */
function objectionsFromAfar({
  affectedEntities,
  assessments,
  impact,
}: Assessed): AssessmentRequirement[] {
  return assessments.flatMap(
    ({ entityRef, objection }): AssessmentRequirement[] => {
      const reached = impact.indirect.find(e => e.entityRef === entityRef);
      if (!reached || affectedEntities.includes(entityRef)) {
        return [];
      }
      const { owners } = reached;
      return objection
        ? [{ entityRef, owners, ...standing }]
        : [
            {
              entityRef,
              owners,
              status: 'done' as const,
              because: 'The objection has been answered.',
            },
          ];
    },
  );
}

/**
 * What the owners of the affected entities owe before authorization (policy §3, §8), and what those of indirectly
 * affected ones objected.
 */
export function assessmentRequirements(
  change: Assessed,
  facts: Pick<Facts, 'entities' | 'policy'>,
): AssessmentRequirement[] {
  return [...assessmentsOwed(change, facts), ...objectionsFromAfar(change)];
}

function assessmentsOwed(
  change: Assessed,
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
        ? { entityRef, owners, ...standing }
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
  change: Assessed,
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

type Tested = Pick<Change, 'type' | 'category' | 'testResults'>;

function lastDigest(results: Change['testResults']): string | undefined {
  return results
    .filter(({ production, artifactDigest }) => production && artifactDigest)
    .pop()?.artifactDigest;
}

/** The latest result of each environment that is not production. */
function latestTests(results: Change['testResults']) {
  const tests = results.filter(({ production }) => !production);
  return new Map(tests.map(result => [result.environment, result]));
}

/**
 * What is lacking of the tests before production (policy §4), as what the change has or has not; empty where nothing is.
 * The latest test of every environment has to have passed, in those that the policy names for the category there has to
 * be one, and what goes to production has to be what was tested, where both are known by their digests.
 *
 * @param artifactDigest - what is to go to production; unless given, what the last result in production names
 */
export function findTestGaps(
  change: Tested,
  { policy: { testEvidence } }: Pick<Facts, 'policy'>,
  {
    artifactDigest = lastDigest(change.testResults),
  }: {
    artifactDigest?: string;
  } = {},
): string[] {
  if (!testEvidence.types.includes(change.type)) {
    return [];
  }
  const all = latestTests(change.testResults);
  // What was tested of another artefact says nothing of this one.
  const speaksOf = ({
    artifactDigest: tested,
  }: Change['testResults'][number]) =>
    !testEvidence.sameArtifact ||
    !artifactDigest ||
    !tested ||
    tested === artifactDigest;
  const latest = latestTests(change.testResults.filter(speaksOf));
  const needed =
    (change.category && testEvidence.environments[change.category]) ?? [];
  const of = artifactDigest ? ` of ${artifactDigest}` : '';
  const lacking = needed
    .filter(environment => !latest.has(environment))
    .map(environment => `has no passed test${of} in ${environment}`);
  const failed = [...latest.values()]
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ environment }) => `failed its last test in ${environment}`);
  if (latest.size || lacking.length) {
    return [...lacking, ...failed];
  }
  return [
    all.size
      ? `has no passed test${of} in a staging or development environment; what was tested is another artefact`
      : 'has no passed test in a staging or development environment',
  ];
}

/** Whether {@link findTestGaps} finds none. */
export function isTested(
  change: Tested,
  facts: Pick<Facts, 'policy'>,
  artifact?: { artifactDigest?: string },
): boolean {
  return findTestGaps(change, facts, artifact).length === 0;
}
