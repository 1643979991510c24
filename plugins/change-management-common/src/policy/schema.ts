import { z } from 'zod';
import {
  changeCategorySchema,
  changeTypeSchema,
  closeCodeSchema,
  emergencyReasonSchema,
  riskLevelSchema,
  roleSchema,
} from '../contract/words';
import { personRef } from '../contract/primitives';
import { checkDocument } from './checkDocument';
import { conditionSchema } from './conditions';
import { clauseSchema } from './clauseSchema';
import { reviewRulesSchema } from './reviewSchema';
import { riskRulesSchema } from './riskSchema';

const id = z.string().min(1).max(64);
const clause = z.string().min(1).max(16);
const hours = z
  .number()
  .min(0)
  .max(24 * 366);

/** Somebody whose decision a rule asks for. */
export const approverSchema = z.union([
  z.strictObject({ role: roleSchema }),
  /** Owners of the entities that the change touches directly. */
  z.strictObject({ owners: z.literal('affected') }),
  /** Owners of the entities that it reaches within so many hops. */
  z.strictObject({
    owners: z.literal('dependents'),
    hops: z.number().int().min(1).max(20),
  }),
  z.strictObject({ person: personRef }),
]);

/** Whose decisions are needed, and when: any one of the approvers, each of them, or so many different people. */
export const approvalRuleSchema = z.strictObject({
  id,
  approvers: z.array(approverSchema).min(1),
  quorum: z
    .union([
      z.literal('any'),
      z.literal('all'),
      z.strictObject({ atLeast: z.number().int().min(1).max(20) }),
    ])
    .default('any'),
  rule: z.string().min(1),
  clause,
  when: conditionSchema.optional(),
});

/** By when something is owed, counted from when it was first owed; then who is reminded, and who is told that it is late. */
export const deadlineSchema = z.strictObject({
  dueHours: hours,
  remindHours: hours,
  escalateHours: hours,
  escalateTo: z.array(roleSchema).min(1),
  clause,
});

const documentSchema = z.strictObject({
  version: z
    .string()
    .regex(/^\d+(\.\d+){0,2}$/, 'must be a version such as 1.0')
    .max(32),
  title: z.string().min(1).max(200),
  effectiveDate: z.iso.date(),
  approvedBy: z.string().min(1).max(200),
  /** The policy's text, clause by clause. */
  clauses: z.array(clauseSchema).min(1),
  /** Fields of the form that have to be there at submit. */
  mandatoryFields: z.array(
    z.strictObject({
      path: z.string(),
      message: z.string(),
      clause,
      when: conditionSchema.optional(),
    }),
  ),
  risk: riskRulesSchema,
  approvalRules: z.array(approvalRuleSchema).min(1),
  /** Statements of owners on clients and data. */
  assessment: z.strictObject({ types: z.array(changeTypeSchema), clause }),
  testEvidence: z.strictObject({
    types: z.array(changeTypeSchema),
    productionEnvironments: z.array(z.string()),
    /** By category: the environments in which there has to be a passed test; any one where none are named. */
    environments: z
      .partialRecord(
        changeCategorySchema,
        z.array(z.string().trim().toLowerCase().min(1).max(64)).min(1),
      )
      .default({}),
    /** What was tested and what goes to production have the same digest, where both are known. */
    sameArtifact: z.boolean().default(true),
    clause,
  }),
  /**
   * A rollback plan of this risk has to have been tried, with success, so many days before the start at most. A policy
   * that says nothing of it asks for none.
   */
  rollbackRehearsal: z
    .strictObject({
      riskLevels: z.array(riskLevelSchema),
      maxAgeDays: z.number().int().min(1).max(3660),
      clause,
    })
    .optional(),
  emergency: z.strictObject({
    reasons: z.array(emergencyReasonSchema).min(1),
    clause,
  }),
  /** Hours ahead of the planned start at which those concerned have to be told. */
  notice: z.strictObject({
    hours,
    downtimeHours: hours,
    /** Where it holds, owners of what is reached through the catalog are told as well; without it, always. */
    indirectOwners: conditionSchema.optional(),
    clause,
  }),
  review: z.strictObject({
    types: z.array(changeTypeSchema),
    closeCodes: z.array(closeCodeSchema),
    clause,
  }),
  standardChanges: z.strictObject({
    /** The approval of the model stands for that of the change. */
    preApproved: z.boolean(),
    /** Only changes made from a model may be standard. */
    modelRequired: z.boolean(),
    /** Changes without a failure after which a model's changes become standard. */
    cleanRuns: z.number().int().min(0).max(100),
    clause,
  }),
  /** Approvals given before the catalog changed under them. */
  drift: z.strictObject({
    /** Where it holds, such approvals have to be given again. */
    blocks: conditionSchema.optional(),
    clause,
  }),
  deadlines: z.strictObject({
    assessment: deadlineSchema,
    decision: deadlineSchema,
    documentation: deadlineSchema,
    retrospectiveApproval: deadlineSchema,
    review: deadlineSchema,
  }),
  /** Reviews as records (policy §7, §9); a policy that says nothing of them is kept by the rules that are usual. */
  reviews: reviewRulesSchema.optional(),
});

/**
 * The rules by which changes are judged, as data: one immutable version of a policy. Conditions are filter predicates
 * over a `PolicySubject`: `change`, `entities`, `impact` and, except inside `risk`, `risk`.
 */
export const policySchema = documentSchema.superRefine(checkDocument, {
  when: () => true,
});

/** One immutable version of a policy. */
export type Policy = z.output<typeof policySchema>;
/** Whose decisions are needed, and when: any one of the approvers, each of them, or so many different people. */
export type ApprovalRule = z.output<typeof approvalRuleSchema>;
/** Somebody whose decision a rule asks for. */
export type Approver = z.output<typeof approverSchema>;
/** By when something is owed, counted from when it was first owed; then who is reminded, and who is told that it is late. */
export type Deadline = z.output<typeof deadlineSchema>;
