import { z } from 'zod';
import { conditionSchema } from '../policy/conditions';
import { changeFormSchema, linkSchema } from './form';
import { changePageSchema, changeQuerySchema, several } from './lists';
import {
  entityRef,
  longText,
  optionalLongText,
  searchText,
  titleText,
} from './primitives';
import { recordEventSchema } from './records';

/**
 * Where a change model stands: not approved yet, approved but its changes are still normal ones, its changes may be
 * standard, no longer in use.
 */
export const modelStatuses = [
  'proposed',
  'probation',
  'standard',
  'retired',
] as const;
/** What may be done with a change model. */
export const modelActions = ['edit', 'approve', 'retire', 'use'] as const;

export const modelStatusSchema = z.enum(modelStatuses);
export const modelActionSchema = z.enum(modelActions);

const { shape } = changeFormSchema;

/**
 * What changes made from a model have in common. Its category, plans, risk answers and downtime are the model's, and a
 * change may not differ from them; the rest is a proposal. `scope` is a filter predicate over one entity,
 * `{ entityRef, kind, type, tags, owners, system, lifecycle, criticality }`, which each affected entity has to meet; without
 * it, a change may touch no other entities than `affectedEntities`, where these are given.
 */
export const modelFormSchema = z.strictObject({
  category: shape.category,
  description: shape.description,
  justification: shape.justification,
  implementationPlan: shape.implementationPlan,
  testPlan: shape.testPlan,
  rollbackPlan: shape.rollbackPlan,
  risk: shape.risk,
  expectedDowntimeMinutes: shape.expectedDowntimeMinutes,
  links: z.array(linkSchema).max(50).optional(),
  implementer: shape.implementer,
  affectedEntities: z
    .array(entityRef)
    .max(100, 'must name at most 100 affected entities')
    .transform(refs => [...new Set(refs)])
    .optional(),
  scope: conditionSchema.optional(),
});

/** Body of `POST /change-models`; what `form` leaves out is copied from the change `fromChangeId`. */
export const proposeModelSchema = z.strictObject({
  title: titleText,
  description: optionalLongText.optional(),
  form: modelFormSchema.optional(),
  fromChangeId: shape.changeModel.unwrap().shape.id.optional(),
});

/** Body of `PATCH /change-models/{id}`: a new version, in the place of `version`, the latest one that its author has seen. */
export const editModelSchema = z.strictObject({
  version: z.number().int().positive(),
  title: titleText.optional(),
  description: optionalLongText.optional(),
  form: modelFormSchema.optional(),
});

/** The version that is approved; 409 where there is a later one. */
export const approveModelSchema = z.strictObject({
  version: z.number().int().positive(),
});

export const retireModelSchema = z.strictObject({ reason: longText });

/** Query of `GET /change-models`; `entityRef` gives the models that may be used on the entity. */
export const modelQuerySchema = z.strictObject({
  status: several(modelStatusSchema).optional(),
  q: searchText.optional(),
  entityRef: entityRef.optional(),
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

const timestamp = z.iso.datetime();

export const modelSummarySchema = z.object({
  /** `MDL-1` */
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  status: modelStatusSchema,
  category: shape.category,
  /** The version in force: the latest approved one. */
  version: z.number().int().optional(),
  latestVersion: z.number().int(),
  /** Successful changes in a row, made from the version in force. */
  cleanRuns: z.number().int(),
  /** How many of them make its changes standard. */
  cleanRunsNeeded: z.number().int(),
  /** Why its changes are not standard, or since when they are. */
  standing: z.string(),
  proposedBy: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  allowedActions: z.array(modelActionSchema),
});

/** One version; it never changes, save that it is approved. */
export const modelVersionSchema = z.object({
  version: z.number().int(),
  title: z.string(),
  description: z.string().optional(),
  form: modelFormSchema,
  fromChangeId: z.string().optional(),
  proposedBy: z.string(),
  proposedAt: timestamp,
  approvedBy: z.string().optional(),
  approvedAt: timestamp.optional(),
});

/** The whole model: `versions` latest first, `history` oldest first. */
export const modelSchema = modelSummarySchema.extend({
  /** Of the version in force, or of the latest one before any is approved. */
  form: modelFormSchema,
  versions: z.array(modelVersionSchema),
  history: z.array(recordEventSchema),
  retirement: z
    .object({ by: z.string(), at: timestamp, reason: z.string() })
    .optional(),
});

export const modelPageSchema = z.object({
  ...changePageSchema.shape,
  items: z.array(modelSummarySchema),
});

/** Where a version of a change model is in its life. */
export type ModelStatus = (typeof modelStatuses)[number];
/** What somebody may do with a change model. */
export type ModelAction = (typeof modelActions)[number];
/**
 * What changes made from a model have in common. Its category, plans, risk answers and downtime are the model's, and a
 * change may not differ from them; the rest is a proposal. `scope` is a filter predicate over one entity,
 * `{ entityRef, kind, type, tags, owners, system, lifecycle, criticality }`, which each affected entity has to meet; without
 * it, a change may touch no other entities than `affectedEntities`, where these are given.
 */
export type ModelForm = z.output<typeof modelFormSchema>;
/** See {@link proposeModelSchema}. */
export type ModelProposal = z.output<typeof proposeModelSchema>;
/** Body of `PATCH /change-models/{id}`: a new version, in the place of `version`, the latest one that its author has seen. */
export type ModelEdit = z.output<typeof editModelSchema>;
/** Query of `GET /change-models`; `entityRef` gives the models that may be used on the entity. */
export type ModelQuery = z.output<typeof modelQuerySchema>;
/** Query of a list of models, as sent. */
export type ModelQueryInput = z.input<typeof modelQuerySchema>;
/** A change model as lists show it. */
export type ChangeModelSummary = z.output<typeof modelSummarySchema>;
/** The whole model: `versions` latest first, `history` oldest first. */
export type ChangeModelView = z.output<typeof modelSchema>;
/** One version; it never changes, save that it is approved. */
export type ModelVersion = z.output<typeof modelVersionSchema>;
