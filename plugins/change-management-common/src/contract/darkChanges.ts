import { z } from 'zod';
import {
  categoryFilter,
  changePageSchema,
  changeQuerySchema,
  groupFilters,
  several,
} from './lists';
import { entityRef, longText, shortText, time } from './primitives';
import { recordEventSchema } from './records';

const timestamp = z.iso.datetime();
const ref = z.string();

/** What appeared in production without a change. */
export const darkChangeKinds = ['deployment', 'configuration'] as const;
/**
 * Open until somebody explains it or names an emergency change for it; an explanation stands once the change manager
 * accepts it. Reconciled where a change was found to stand behind it after all.
 */
export const darkChangeStatuses = [
  'open',
  'explained',
  'accepted',
  'regularized',
  'reconciled',
] as const;
/** What somebody may do about an unauthorized change. */
export const darkChangeActions = ['explain', 'accept', 'regularize'] as const;

export const darkChangeKindSchema = z.enum(darkChangeKinds);
export const darkChangeStatusSchema = z.enum(darkChangeStatuses);
export const darkChangeActionSchema = z.enum(darkChangeActions);

const act = z.object({ by: ref, at: timestamp });

/** An unauthorized change: what was done in production without one (policy §2, §6). */
export const darkChangeSchema = z.object({
  id: z.string(),
  kind: darkChangeKindSchema,
  entityRef: ref,
  environment: z.string().optional(),
  /** The deployment, or the version of a configuration item. */
  reference: z.string(),
  /** What was put there. */
  version: z.string().optional(),
  url: z.string().optional(),
  occurredAt: timestamp,
  detectedAt: timestamp,
  /** Who did it, as far as is known. */
  actor: z.string().optional(),
  status: darkChangeStatusSchema,
  explanation: act.extend({ text: z.string() }).optional(),
  acceptance: act.optional(),
  /** The change that was made for it afterwards, or that was found to stand behind it. */
  changeId: z.string().optional(),
  regularization: act.optional(),
  allowedActions: z.array(darkChangeActionSchema),
});

export const darkChangeWithHistorySchema = darkChangeSchema.extend({
  history: z.array(recordEventSchema),
});

/** Query of `GET /dark-changes`, the last one first. */
export const darkChangeQuerySchema = z.strictObject({
  status: several(darkChangeStatusSchema).optional(),
  kind: several(darkChangeKindSchema).optional(),
  ...groupFilters,
  /** What kind of change it would have been: a deployment is one of an application. */
  category: categoryFilter,
  entityRef: several(entityRef).optional(),
  scope: z.enum(['self', 'members']).default('self'),
  from: time.optional(),
  to: time.optional(),
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

export const darkChangePageSchema = changePageSchema.extend({
  items: z.array(darkChangeSchema),
});

export const explainInputSchema = z.strictObject({ explanation: longText });
export const acceptInputSchema = z.strictObject({});
export const regularizeInputSchema = z.strictObject({
  changeId: shortText.max(32),
});

/** What appeared in production without a change. */
export type DarkChangeKind = (typeof darkChangeKinds)[number];
/**
 * Open until somebody explains it or names an emergency change for it; an explanation stands once the change manager
 * accepts it. Reconciled where a change was found to stand behind it after all.
 */
export type DarkChangeStatus = (typeof darkChangeStatuses)[number];
/** See {@link darkChangeActions}. */
export type DarkChangeAction = (typeof darkChangeActions)[number];
/** Something that came to production without a change, and how it is being settled. */
export type DarkChangeView = z.output<typeof darkChangeSchema>;
/** An unauthorized change with its audit trail. */
export type DarkChangeWithHistory = z.output<
  typeof darkChangeWithHistorySchema
>;
/** See {@link DarkChangeQueryInput}, read. */
export type DarkChangeQuery = z.output<typeof darkChangeQuerySchema>;
/** What `GET /dark-changes` may be asked for. */
export type DarkChangeQueryInput = z.input<typeof darkChangeQuerySchema>;
