import { z } from 'zod';
import { changeModelRefSchema } from './form';
import {
  criticalitySchema,
  decisionKindSchema,
  riskLevelSchema,
  roleSchema,
} from './words';

const timestamp = z.iso.datetime();
const ref = z.string();

/**
 * A role that a person holds, and the user or group entry of the configuration that gives it; `delegatedBy` is the
 * absent person on whose behalf they hold it.
 */
export const heldRoleSchema = z.object({
  role: roleSchema,
  via: ref,
  delegatedBy: ref.optional(),
});

/** A field that the policy demands and the form lacks. */
export const missingFieldSchema = z.object({
  path: z.string(),
  message: z.string(),
});

/** How a part of the risk was found; the highest of all methods is the level. */
export const riskMethodSchema = z.enum([
  'questionnaire',
  'rule',
  'measured',
  'learned',
  'floor',
]);

/** One reason for the level, in a sentence. Points of the questionnaire go to a dimension, the others to their method. */
export const riskFactorSchema = z.object({
  id: z.string(),
  label: z.string(),
  method: riskMethodSchema,
  dimension: z.enum(['likelihood', 'impact']).optional(),
  points: z.number(),
  /** Set by a rule or a floor: at least this level. */
  level: riskLevelSchema.optional(),
  because: z.string(),
});

/** The level that the change manager set in the place of the assessed one. */
export const proposedAnswerSchema = z.object({
  question: z.string(),
  answer: z.string(),
  because: z.string(),
});

export const riskOverrideSchema = z.object({
  by: ref,
  at: timestamp,
  level: riskLevelSchema,
  reason: z.string(),
});

/** The level is there once the questionnaire is complete; factors explain it one by one. */
export const riskSchema = z.object({
  answers: z.record(z.string(), z.string()),
  complete: z.boolean(),
  likelihood: z.number().int().min(1).max(5).optional(),
  impact: z.number().int().min(1).max(5).optional(),
  score: z.number().int().optional(),
  level: riskLevelSchema.optional(),
  /** What each method alone says; a method without a say is missing. */
  methods: z
    .array(z.object({ method: riskMethodSchema, level: riskLevelSchema }))
    .optional(),
  /** Not even an override goes below it. */
  floor: riskLevelSchema.optional(),
  override: riskOverrideSchema.optional(),
  factors: z.array(riskFactorSchema),
});

const impactedEntity = {
  entityRef: ref,
  title: z.string().optional(),
  kind: z.string(),
  type: z.string().optional(),
  lifecycle: z.string().optional(),
  criticality: criticalitySchema.optional(),
  owners: z.array(ref),
  system: ref.optional(),
};

export const directImpactSchema = z.object({
  ...impactedEntity,
  exists: z.boolean(),
});

/**
 * `via` is the path from the affected entity to this one, both included; `relations` names each step of it, such as
 * `dependencyOf`.
 */
export const indirectImpactSchema = z.object({
  ...impactedEntity,
  distance: z.number().int(),
  via: z.array(ref),
  relations: z.array(z.string()),
});

export const impactSchema = z.object({
  direct: z.array(directImpactSchema),
  indirect: z.array(indirectImpactSchema),
  truncated: z.boolean(),
});

export const decisionSchema = z.object({
  by: ref,
  at: timestamp,
  decision: decisionKindSchema,
  comment: z.string(),
  contentRevision: z.number().int(),
  requirementId: z.string(),
  /** Roles and groups of the person at that moment. */
  roles: z.array(heldRoleSchema),
  groups: z.array(ref),
  /** Digest of what the person saw: form, affected entities, blast radius, policy version. */
  digest: z.string().optional(),
  /** The absent person for whom they decided. */
  onBehalfOf: ref.optional(),
  /** Decided once for all changes made from this version of a change model. */
  changeModel: changeModelRefSchema.optional(),
});

/**
 * What the policy demands before a change is approved, and the rule that demands it: decisions of so many (`needed`)
 * different people out of those who hold one of the roles or are, or belong to, one of the `people`.
 */
export const approvalRequirementSchema = z.object({
  id: z.string(),
  roles: z.array(roleSchema),
  people: z.array(ref),
  needed: z.number().int().min(1),
  rule: z.string(),
  clause: z.string(),
  /** The approval of the change model that stands for a decision of its own. */
  standing: z
    .object({ changeModel: changeModelRefSchema, by: ref, at: timestamp })
    .optional(),
  /** The decision that settled it: the last approval needed, or what stands against it. */
  decision: decisionSchema.optional(),
  decisions: z.array(decisionSchema),
  /** It was approved before the catalog changed what is affected. */
  stale: z.boolean(),
  /** The users who could decide it; the requester and the implementer are never among them. */
  candidates: z.array(ref).optional(),
});

export const assessmentSchema = z.object({
  entityRef: ref,
  by: ref,
  at: timestamp,
  onBehalfOf: z.array(ref),
  impactOnClients: z.string(),
  impactOnData: z.string(),
  objection: z.boolean(),
  comment: z.string(),
  contentRevision: z.number().int(),
  /** The requester or implementer assessed an entity of their own. */
  selfAssessment: z.boolean(),
});

/** What the owners owe before authorization: one line per affected entity. */
export const assessmentRequirementSchema = z.object({
  entityRef: ref,
  owners: z.array(ref),
  status: z.enum(['open', 'done', 'objection', 'not-required']),
  because: z.string(),
});

/** A clause of the policy, for this change: where it stands and by which evidence. */
export const clauseStatusSchema = z.object({
  id: z.string(),
  section: z.string(),
  text: z.string(),
  status: z.enum(['met', 'open', 'waived', 'not-applicable']),
  evidence: z.string(),
});

/** Something owed by a time; who owes it stands in `waitingFor`. */
export const obligationSchema = z.object({
  /** `decision:change-manager`, `assessment:component:default/orders`, `documentation` … */
  id: z.string(),
  what: z.enum([
    'assessment',
    'decision',
    'documentation',
    'retrospective-approval',
    'completion',
    'review',
  ]),
  text: z.string(),
  clause: z.string(),
  since: timestamp,
  dueAt: timestamp,
  remindedAt: timestamp.optional(),
  escalatedAt: timestamp.optional(),
});

/** What the catalog says otherwise since the change was judged. */
export const driftSchema = z.object({
  at: timestamp,
  differences: z.array(
    z.object({
      kind: z.enum([
        'entity-gone',
        'owner-changed',
        'criticality-raised',
        'dependent-added',
      ]),
      entityRef: ref,
      text: z.string(),
    }),
  ),
  /** Whether the policy asks for the approvals again. */
  blocks: z.boolean(),
});

/** A role that somebody held when they acted, and the entry of the configuration that gave it. */
export type HeldRole = z.output<typeof heldRoleSchema>;
/** A field that the form lacks, by its path, and what to do about it. */
export type MissingField = z.output<typeof missingFieldSchema>;
/** One finding about the risk: the points that it gave or the level that it made, and why. */
export type RiskFactor = z.output<typeof riskFactorSchema>;
/** An answer to a question about the risk that what is known speaks for, and why; nobody has given it. */
export type ProposedAnswer = z.output<typeof proposedAnswerSchema>;
/** The risk of a change with everything that it follows from; `complete` is false while questions are open (policy §3). */
export type Risk = z.output<typeof riskSchema>;
/** By what a level was found; the highest of all methods counts. */
export type RiskMethod = z.output<typeof riskMethodSchema>;
/** Another level, set by a change manager with a reason. */
export type RiskOverride = z.output<typeof riskOverrideSchema>;
/** How a change stands to a clause of the policy, and by which evidence. */
export type ClauseStatus = z.output<typeof clauseStatusSchema>;
/** Something that is owed by a time, and who was reminded. */
export type Obligation = z.output<typeof obligationSchema>;
/** What the catalog says otherwise since the change was judged. */
export type Drift = z.output<typeof driftSchema>;
/** The blast radius: what a change touches, and what it reaches by which path. */
export type Impact = z.output<typeof impactSchema>;
/** A decision of a person, bound to one revision of the content (policy §3.2). */
export type Decision = z.output<typeof decisionSchema>;
/** An approval that the policy demands: of whom, why, and how it stands. */
export type ApprovalRequirement = z.output<typeof approvalRequirementSchema>;
/** What an owner says of the impact on clients and data (policy §8.3). */
export type Assessment = z.output<typeof assessmentSchema>;
/** What the owners of an affected entity owe before authorization. */
export type AssessmentRequirement = z.output<
  typeof assessmentRequirementSchema
>;
