import { z } from 'zod';

const ref = z.string();
const number = z.number().int();

/** A version that a change will make when it is completed, part of what its approvers see. */
export const configurationProposalSchema = z.object({
  itemId: z.string(),
  name: z.string(),
  entityRef: ref,
  /** The systems and domains that the entity is part of. */
  partOf: z.array(ref),
  /** 0 where there is no version yet. */
  baseVersion: number,
  digest: z.string(),
  /** Bytes in UTF-8. */
  size: number,
  added: number,
  removed: number,
  note: z.string().optional(),
});

/** What a change has made of one item so far. */
export const configuredItemSchema = z.object({
  itemId: z.string(),
  name: z.string(),
  entityRef: ref,
  /** What it was before the change. */
  before: z.object({ version: number, digest: z.string() }).optional(),
  /** What the change made of it. */
  version: number,
  digest: z.string(),
  /** The version by which the rollback of the change has undone it. */
  restoredAs: number.optional(),
});

/** A content that a change proposes for a configuration; it becomes a version when the change is completed. */
export type ConfigurationProposal = z.output<
  typeof configurationProposalSchema
>;
/** A configuration that a change is about, and its proposal. */
export type ConfiguredItem = z.output<typeof configuredItemSchema>;
