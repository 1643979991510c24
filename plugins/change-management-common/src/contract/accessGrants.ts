import { z } from 'zod';
import {
  accessActSchema,
  accessRequestSchema,
  checkSpan,
  permissionText,
  principalText,
} from './access';
import { changePageSchema, changeQuerySchema, several } from './lists';
import { entityRef, shortText, time } from './primitives';
import { recordEventSchema } from './records';

/** Days before the end of a grant at which the owners are told of it; of a grant that is shorter they are not. */
export const EXPIRY_NOTICE_DAYS = 7;
/** Days within which access past its end has to be revoked. */
export const REVOCATION_DAYS = 3;

const timestamp = z.iso.datetime();
const ref = z.string();

/** How a grant of access stands at a time. */
export const accessStatuses = [
  'active',
  'future',
  'expired',
  'revoked',
] as const;

/** A grant as it is, or was, at the time that was asked for. */
export const accessGrantSchema = z.object({
  id: z.string(),
  principal: z.string(),
  entityRef: ref,
  permission: z.string(),
  from: timestamp,
  until: timestamp.optional(),
  status: z.enum(accessStatuses),
  grantedBy: z.string(),
  grantedAt: timestamp,
  /** The change; missing where the reader may not see it. */
  revokedBy: z.string().optional(),
  revokedAt: timestamp.optional(),
  /** What is to be done about a grant that has expired: a change has to revoke it. */
  revocation: z
    .object({
      status: z.enum(['open', 'done']),
      raisedAt: timestamp,
      dueAt: timestamp,
      /** The owners of the entity; the change managers where it has none. */
      assignees: z.array(ref),
    })
    .optional(),
});

/** One grant, with everything that happened to it. */
export const accessGrantWithHistorySchema = accessGrantSchema.extend({
  history: z.array(recordEventSchema),
});

export const accessGrantPageSchema = changePageSchema.extend({
  items: z.array(accessGrantSchema),
});

const { limit, cursor } = changeQuerySchema.shape;

/** Query of `GET /access-grants`, the last granted first; without `at`, as it is now. */
export const accessGrantQuerySchema = z.strictObject({
  principal: several(principalText).optional(),
  entityRef: several(entityRef).optional(),
  scope: z.enum(['self', 'members']).default('self'),
  permission: permissionText.optional(),
  status: z.enum([...accessStatuses, 'all']).default('active'),
  /** Whose revocation is still owed. */
  revocation: z.literal('open').optional(),
  at: time.optional(),
  changeId: shortText.max(32).optional(),
  limit,
  cursor,
});

const changeId = shortText.max(32);

/** Body of `POST /access-grants`. */
export const grantAccessInputSchema = z
  .strictObject({ changeId, ...accessRequestSchema.shape })
  .superRefine(checkSpan);

/** Body of `POST /access-grants/{id}/revoke`. */
export const revokeAccessInputSchema = z.strictObject({ changeId });

/**
 * Whether it became part of what a draft asks for, or was done at once; `acts` is what it did to the ledger, and is empty where
 * there was nothing left to do.
 */
export const accessOutcomeSchema = z.object({
  status: z.enum(['proposed', 'applied']),
  changeId: z.string(),
  acts: z.array(accessActSchema),
});

/** See {@link accessStatuses}. */
export type AccessStatus = (typeof accessStatuses)[number];
/** A grant as it is, or was, at the time that was asked for. */
export type AccessGrantView = z.output<typeof accessGrantSchema>;
/** One grant, with everything that happened to it. */
export type AccessGrantWithHistory = z.output<
  typeof accessGrantWithHistorySchema
>;
/** The query of a list of grants, as parsed. */
export type AccessGrantQuery = z.output<typeof accessGrantQuerySchema>;
/** The query of a list of grants, as sent. */
export type AccessGrantQueryInput = z.input<typeof accessGrantQuerySchema>;
/** Body of `POST /access-grants`, as sent. */
export type GrantAccessInput = z.input<typeof grantAccessInputSchema>;
/**
 * Whether it became part of what a draft asks for, or was done at once; `acts` is what it did to the ledger, and is empty where
 * there was nothing left to do.
 */
export type AccessOutcome = z.output<typeof accessOutcomeSchema>;
