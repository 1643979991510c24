import { z } from 'zod';
import { changePageSchema, pageQuerySchema } from './lists';
import { roleSchema } from './words';

/** Body of `POST /policies/{version}/acknowledge`. */
export const acknowledgePolicySchema = z.strictObject({});

/** Query of `GET /policies/{version}/readers`. */
export const policyReadersQuerySchema = pageQuerySchema.extend({
  /** Only those who have, or have not, acknowledged it. */
  status: z.enum(['acknowledged', 'open']).optional(),
});

/** Somebody whom a version of the policy concerns: they hold a role, or belong to those to whom policies are announced. */
export const policyReaderSchema = z.object({
  userRef: z.string(),
  roles: z.array(roleSchema),
  acknowledgedAt: z.iso.datetime().optional(),
});

/** Those whom a version concerns, by name; who has left the organisation is not among them. */
export const policyReadersSchema = changePageSchema.extend({
  items: z.array(policyReaderSchema),
  concerned: z.number().int(),
  acknowledged: z.number().int(),
});

/** A published version that the caller is asked to read. */
export const policyAnnouncementSchema = z.object({
  version: z.string(),
  title: z.string(),
  effectiveDate: z.iso.date(),
  inForce: z.boolean(),
  /** What it differs from, as far as the caller is concerned. */
  supersedes: z.string().optional(),
  publishedAt: z.iso.datetime(),
});

/** What the caller has not acknowledged yet, the next to take effect first. */
export const policyAnnouncementsSchema = z.object({
  items: z.array(policyAnnouncementSchema),
});

/** Somebody whom a version of the policy concerns: they hold a role, or belong to those to whom policies are announced. */
export type PolicyReader = z.output<typeof policyReaderSchema>;
/** Those whom a version concerns, by name; who has left the organisation is not among them. */
export type PolicyReaders = z.output<typeof policyReadersSchema>;
/** Query of `GET /policies/{version}/readers`. */
export type PolicyReadersQuery = z.output<typeof policyReadersQuerySchema>;
/** As a client sends it. */
export type PolicyReadersQueryInput = z.input<typeof policyReadersQuerySchema>;
/** A published version that the caller is asked to read. */
export type PolicyAnnouncement = z.output<typeof policyAnnouncementSchema>;
