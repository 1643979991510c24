import { z } from 'zod';
import { changePageSchema, changeQuerySchema, several } from './lists';
import { entityRef, optionalShortText, shortText, time } from './primitives';

/** Where a delegation is in its life. */
export const delegationStatuses = [
  'upcoming',
  'active',
  'ended',
  'revoked',
] as const;

const timestamp = z.iso.datetime();
const userRef = entityRef.refine(value => value.startsWith('user:'), {
  message: 'must be a user',
});

/** Days that a delegation may last at most; a longer one is an appointment, which belongs into the configuration. */
export const DELEGATION_DAYS = 366;

/**
 * Body of `POST /delegations`: who stands in for the caller, from when to when. The change manager may record one for
 * somebody absent, the `delegator`.
 */
export const delegationInputSchema = z.strictObject({
  from: time,
  until: time,
  delegate: userRef,
  reason: shortText,
  delegator: userRef.optional(),
});

/** Body of `POST /delegations/{id}/revoke`. */
export const revocationInputSchema = z.strictObject({
  reason: optionalShortText.optional(),
});

/**
 * Who stands in for whom. The delegate has the roles of the delegator, save that of the auditor, and acts as an owner of
 * what the delegator owns; what was delegated to the delegator is not passed on.
 */
export const delegationSchema = z.object({
  id: z.string(),
  delegator: z.string(),
  delegate: z.string(),
  from: timestamp,
  until: timestamp,
  reason: z.string(),
  createdAt: timestamp,
  /** The delegator, or the change manager who recorded it for them. */
  createdBy: z.string(),
  status: z.enum(delegationStatuses),
  revokedAt: timestamp.optional(),
  revokedBy: z.string().optional(),
  revocationReason: z.string().optional(),
});

const whose = z.union([z.literal('me'), userRef]).optional();

/** Query of `GET /delegations`; `mine` finds those that the caller has given or got. Latest beginning first. */
export const delegationQuerySchema = z.strictObject({
  mine: z.literal('true').optional(),
  delegator: whose,
  delegate: whose,
  status: several(z.enum(delegationStatuses)).optional(),
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

export const delegationPageSchema = changePageSchema.extend({
  items: z.array(delegationSchema),
});

/** Where a delegation is in its life. */
export type DelegationStatus = (typeof delegationStatuses)[number];
/**
 * Who stands in for whom. The delegate has the roles of the delegator, save that of the auditor, and acts as an owner of
 * what the delegator owns; what was delegated to the delegator is not passed on.
 */
export type Delegation = z.output<typeof delegationSchema>;
/** A delegation to record, as parsed. */
export type DelegationForm = z.output<typeof delegationInputSchema>;
/** A delegation to record, as sent. */
export type DelegationInput = z.input<typeof delegationInputSchema>;
/** Query of the list of delegations, as parsed. */
export type DelegationQuery = z.output<typeof delegationQuerySchema>;
/** Query of the list of delegations, as sent. */
export type DelegationQueryInput = z.input<typeof delegationQuerySchema>;
