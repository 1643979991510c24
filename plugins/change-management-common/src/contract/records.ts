import { z } from 'zod';

/**
 * One act on a record other than a change, such as a version of the policy (`policy:1.1`), linked by `previousHash` to the
 * one before it: SHA-256 over the RFC 8785 form of everything but `hash`.
 */
export const recordEventSchema = z.object({
  subject: z.string(),
  sequence: z.number().int(),
  type: z.string(),
  actor: z.string(),
  occurredAt: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});

/**
 * One act on a record other than a change, such as a version of the policy (`policy:1.1`), linked by `previousHash` to the
 * one before it: SHA-256 over the RFC 8785 form of everything but `hash`.
 */
export type RecordEvent = z.output<typeof recordEventSchema>;
