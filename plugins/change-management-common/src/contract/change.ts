import { z } from 'zod';
import { changeModelRefSchema, emergencySchema, linkSchema } from './form';
import {
  changeActionSchema,
  changeCategorySchema,
  changeStateSchema,
  changeTypeSchema,
  closeCodeSchema,
  criticalitySchema,
  decisionKindSchema,
  outcomeSchema,
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

export const testResultSchema = z.object({
  by: ref,
  at: timestamp,
  environment: z.string(),
  production: z.boolean(),
  outcome: z.enum(['passed', 'failed']),
  evidenceUrl: z.string().optional(),
  notes: z.string(),
});

export const logEntrySchema = z.object({
  id: z.string(),
  kind: z.string(),
  summary: z.string(),
  whatChanged: z.string(),
  justification: z.string().optional(),
  result: z.string().optional(),
  occurredAt: timestamp,
  recordedAt: timestamp,
  actor: ref,
});

export const commentSchema = z.object({
  id: z.string(),
  text: z.string(),
  by: ref,
  at: timestamp,
});

const actFields = { by: ref, at: timestamp };

/** Whom the change waits for: roles that must decide, owners that must assess, or its implementer. */
export const waitingForSchema = z.object({
  what: z.enum([
    'completion-of-form',
    'submission',
    'assessment',
    'decision',
    'schedule',
    'test-result',
    'start',
    'completion',
    'review',
    'closing',
    'release',
  ]),
  text: z.string(),
  roles: z.array(roleSchema),
  people: z.array(ref),
});

const head = {
  id: z.string(),
  state: changeStateSchema,
  type: changeTypeSchema,
  category: changeCategorySchema.optional(),
  title: z.string(),
  affectedEntities: z.array(ref),
  requestedBy: ref,
  implementer: ref,
  plannedStart: timestamp.optional(),
  plannedEnd: timestamp.optional(),
  actualStart: timestamp.optional(),
  actualEnd: timestamp.optional(),
  closeCode: closeCodeSchema.optional(),
  createdAt: timestamp,
  updatedAt: timestamp,
  revision: z.number().int(),
  contentRevision: z.number().int(),
};

/** One row of a list: no long texts, but everything that a table needs. */
export const changeSummarySchema = z.object({
  ...head,
  riskLevel: riskLevelSchema.optional(),
  /** When it became closed, rejected or canceled. */
  closedAt: timestamp.optional(),
  onHold: z.boolean(),
  waitingFor: z.array(waitingForSchema),
  allowedActions: z.array(changeActionSchema),
});

/** How a planned time may stand against others. */
export const conflictKinds = [
  'in-freeze',
  'misses-window',
  'exceeds-window',
  'overlap',
  'same-implementer',
] as const;

/**
 * What a planned time collides with, in words: a freeze, the maintenance windows of an entity, or another change on the
 * same or a related entity, or by the same person, at the same time. Changes that follow on each other do not collide.
 */
export const conflictSchema = z.object({
  kind: z.enum(conflictKinds),
  text: z.string(),
  /** The other change. */
  changeId: z.string().optional(),
  /** The other change is being carried out. */
  running: z.boolean().optional(),
  /** The way through the catalog from an entity of one change to one of the other; one ref where both touch the same. */
  via: z.array(ref).optional(),
  windowId: z.string().optional(),
  /** The affected entity that the window or freeze is about. */
  entityRef: ref.optional(),
  /** From when to when they collide. */
  start: timestamp,
  end: timestamp,
});

/** The whole change. */
export const changeSchema = z.object({
  ...head,
  description: z.string().optional(),
  justification: z.string().optional(),
  implementationPlan: z.string().optional(),
  testPlan: z.string().optional(),
  rollbackPlan: z
    .object({
      steps: z.array(z.string()),
      estimatedMinutes: z.number().optional(),
      tested: z.boolean(),
    })
    .optional(),
  expectedDowntimeMinutes: z.number().optional(),
  links: z.array(linkSchema),
  emergency: emergencySchema.optional(),
  submittedAt: timestamp.optional(),
  policyVersion: z.string(),
  /** The policy in force now, where it would judge this open change differently, and how. */
  newerPolicy: z
    .object({ version: z.string(), differences: z.array(z.string()) })
    .optional(),
  clauses: z.array(clauseStatusSchema),
  /** What approvals are bound to: form, affected entities, blast radius, policy version. */
  digest: z.string(),
  drift: driftSchema.optional(),
  obligations: z.array(obligationSchema),
  /** The model that it was made from. */
  changeModel: z
    .object({ id: z.string(), version: z.number().int() })
    .optional(),
  risk: riskSchema,
  impact: impactSchema,
  conflicts: z.array(conflictSchema),
  missing: z.array(missingFieldSchema),
  approvalRequirements: z.array(approvalRequirementSchema),
  assessmentRequirements: z.array(assessmentRequirementSchema),
  assessments: z.array(assessmentSchema),
  testResults: z.array(testResultSchema),
  /** The decision that sent the change back to its requester, until it is submitted anew. */
  returned: decisionSchema.optional(),
  schedule: z
    .object({
      ...actFields,
      override: z
        .object({ reason: z.string(), waives: z.array(z.string()) })
        .optional(),
    })
    .optional(),
  startedBy: ref.optional(),
  completion: z
    .object({ ...actFields, outcome: outcomeSchema, result: z.string() })
    .optional(),
  rollback: z
    .object({ ...actFields, reason: z.string(), result: z.string().optional() })
    .optional(),
  reviewRequired: z.boolean(),
  review: z
    .object({
      ...actFields,
      summary: z.string(),
      rootCause: z.string().optional(),
      lessons: z.string().optional(),
      actionItems: z.array(z.string()),
    })
    .optional(),
  closure: z.object({ ...actFields, summary: z.string() }).optional(),
  cancellation: z
    .object({ ...actFields, reason: z.string().optional() })
    .optional(),
  /** `windowId` names the freeze that holds it; it is released by itself when that is over or the change has moved. */
  hold: z
    .object({
      ...actFields,
      reason: z.string(),
      windowId: z.string().optional(),
    })
    .optional(),
  /** Freezes that do not bind it, and why (policy §3). */
  exemptions: z.array(
    z.object({ ...actFields, windowId: z.string(), reason: z.string() }),
  ),
  waitingFor: z.array(waitingForSchema),
  allowedActions: z.array(changeActionSchema),
});

/** What a form would mean if it were submitted as it is. */
export const previewSchema = z.object({
  risk: riskSchema,
  approvalRequirements: z.array(approvalRequirementSchema),
  assessmentRequirements: z.array(assessmentRequirementSchema),
  impact: impactSchema,
  conflicts: z.array(conflictSchema),
  missing: z.array(missingFieldSchema),
  /** What stands in the way later, such as an approval that nobody could give. */
  warnings: z.array(z.string()),
});

/** One act, linked by `previousHash` to the one before it: SHA-256 over the RFC 8785 form of everything but `hash`. */
export const auditEventSchema = z.object({
  changeId: z.string(),
  sequence: z.number().int(),
  type: z.string(),
  actor: ref,
  occurredAt: timestamp,
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});

export type HeldRole = z.output<typeof heldRoleSchema>;
export type MissingField = z.output<typeof missingFieldSchema>;
export type RiskFactor = z.output<typeof riskFactorSchema>;
export type Risk = z.output<typeof riskSchema>;
export type RiskMethod = z.output<typeof riskMethodSchema>;
export type RiskOverride = z.output<typeof riskOverrideSchema>;
export type ClauseStatus = z.output<typeof clauseStatusSchema>;
export type Obligation = z.output<typeof obligationSchema>;
export type Drift = z.output<typeof driftSchema>;
export type Impact = z.output<typeof impactSchema>;
export type Decision = z.output<typeof decisionSchema>;
export type ApprovalRequirement = z.output<typeof approvalRequirementSchema>;
export type Assessment = z.output<typeof assessmentSchema>;
export type AssessmentRequirement = z.output<
  typeof assessmentRequirementSchema
>;
export type TestResult = z.output<typeof testResultSchema>;
export type LogEntry = z.output<typeof logEntrySchema>;
export type ChangeComment = z.output<typeof commentSchema>;
export type WaitingFor = z.output<typeof waitingForSchema>;
export type ChangeSummary = z.output<typeof changeSummarySchema>;
export type Conflict = z.output<typeof conflictSchema>;
/** See {@link conflictKinds}. */
export type ConflictKind = (typeof conflictKinds)[number];
export type ChangeView = z.output<typeof changeSchema>;
export type ChangePreview = z.output<typeof previewSchema>;
export type AuditEvent = z.output<typeof auditEventSchema>;
