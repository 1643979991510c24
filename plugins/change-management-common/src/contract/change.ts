import { z } from 'zod';
import { accessActSchema, accessListSchema } from './access';
import { rehearsalSchema, rollbackRunSchema, taskSchema } from './work';
import { emergencySchema, linkSchema, rollbackStepSchema } from './form';
import {
  configurationProposalSchema,
  configuredItemSchema,
} from './configured';
import {
  missingFieldSchema,
  proposedAnswerSchema,
  riskSchema,
  impactSchema,
  decisionSchema,
  approvalRequirementSchema,
  assessmentSchema,
  assessmentRequirementSchema,
  clauseStatusSchema,
  obligationSchema,
  driftSchema,
} from './judgement';
import {
  changeActionSchema,
  changeCategorySchema,
  changeStateSchema,
  changeTypeSchema,
  closeCodeSchema,
  outcomeSchema,
  riskLevelSchema,
  roleSchema,
} from './words';

const timestamp = z.iso.datetime();
const ref = z.string();

export const testResultSchema = z.object({
  by: ref,
  at: timestamp,
  environment: z.string(),
  production: z.boolean(),
  outcome: z.enum(['passed', 'failed']),
  evidenceUrl: z.string().optional(),
  /** What was tested, as `sha256:…`. */
  artifactDigest: z.string().optional(),
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
  /** Later than `occurredAt` where it was written down afterwards. */
  recordedAt: timestamp,
  actor: ref,
  /** The entry of this log that it corrects. */
  corrects: z.string().optional(),
  /** From here on the plan says that going back is no longer safe. */
  passedPointOfNoReturn: z.boolean().optional(),
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
    'rehearsal',
    'task',
    'configuration',
    'start',
    'completion',
    'rollback',
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
      steps: z.array(z.union([z.string(), rollbackStepSchema])),
      estimatedMinutes: z.number().optional(),
      tested: z.boolean(),
    })
    .optional(),
  expectedDowntimeMinutes: z.number().optional(),
  links: z.array(linkSchema),
  /** What pipelines report starts it and completes it. */
  followsDeployments: z.boolean().optional(),
  /** Versions of configuration that it makes when it is completed, part of what approvers see. */
  configuration: z.array(configurationProposalSchema).optional(),
  /** What it has made of configuration items so far. */
  configured: z.array(configuredItemSchema).optional(),
  /** Configuration items of which it says something that the reader may not see; missing where there are none. */
  withheldConfiguration: z.number().int().optional(),
  /** The access that it grants and revokes when it is completed, part of what approvers see. */
  access: accessListSchema.optional(),
  /** What it has done to the ledger of access so far, in order. */
  accessChanged: z.array(accessActSchema).optional(),
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
  /** Of the rollback plan. */
  rehearsals: z.array(rehearsalSchema),
  /** In the order in which they are to be done. */
  tasks: z.array(taskSchema),
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
    .object({
      ...actFields,
      outcome: outcomeSchema,
      result: z.string(),
      actualDowntimeMinutes: z.number().optional(),
    })
    .optional(),
  /** Where the implementer got past the point of no return. */
  pointOfNoReturn: z.object(actFields).optional(),
  rollbackRun: rollbackRunSchema.optional(),
  rollback: z
    .object({
      ...actFields,
      reason: z.string(),
      result: z.string().optional(),
      actualDowntimeMinutes: z.number().optional(),
    })
    .optional(),
  /** As reported last: at the completion, or, for both together, at the rollback. */
  actualDowntimeMinutes: z.number().optional(),
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
  /** Answers to questions about the risk that somebody may confirm, or correct. */
  proposedAnswers: z.array(proposedAnswerSchema),
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
  /** Configuration that the reader may not see was taken out of the data, so that the hash does not follow from it. */
  withheld: z.boolean().optional(),
  previousHash: z.string(),
  hash: z.string(),
});

/** A test of a change in an environment, with its evidence (policy §4.1). */
export type TestResult = z.output<typeof testResultSchema>;
/** An entry of the execution log: who, when, what, why, and what came of it (policy §4.3). */
export type LogEntry = z.output<typeof logEntrySchema>;
/** A comment on a change; it can be written at any time, and alters nothing. */
export type ChangeComment = z.output<typeof commentSchema>;
/** What a change waits for, and from whom: users and groups, by refs. */
export type WaitingFor = z.output<typeof waitingForSchema>;
/** A change as lists show it, as `GET /changes` answers. */
export type ChangeSummary = z.output<typeof changeSummarySchema>;
/** What stands in the way of the planned time, in words: another change, a window or a freeze. */
export type Conflict = z.output<typeof conflictSchema>;
/** How a planned time may stand against others. */
export type ConflictKind = (typeof conflictKinds)[number];
/** A change with all that belongs to it and what the caller may do (`allowedActions`), as `GET /changes/{id}` answers. */
export type ChangeView = z.output<typeof changeSchema>;
/** What a form would mean if it were submitted: risk, approvals, impact, conflicts, and what is missing. */
export type ChangePreview = z.output<typeof previewSchema>;
/** An event of the trail of a change, chained to the one before it by its hash. */
export type AuditEvent = z.output<typeof auditEventSchema>;
