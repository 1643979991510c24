import { z } from 'zod';
import { auditEventSchema } from './change';
import { pageOf, pageQuerySchema } from './lists';
import { entityRef, keyText, time } from './primitives';
import { recordEventSchema } from './records';

/** The two trails: of changes, and of all other records. */
export const trailSources = ['change', 'record'] as const;

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Leaves of the sealed log: from the first on, up to but without the last; all of the latest checkpoint where nothing is said. */
export const leafRangeQuerySchema = z.strictObject({
  from: count.optional(),
  to: count.optional(),
});

const noPlace = 'must be a leaf, or an ISO 8601 time with offset';
const leaf = z.coerce
  .number(noPlace)
  .int(noPlace)
  .min(0, noPlace)
  .max(Number.MAX_SAFE_INTEGER, noPlace);
const leafOrTime = z.union([leaf, time], noPlace).optional();

/**
 * Query of `GET /audit/export`. Where `from` or `to` is a time, leaves from the first event on that happened then or later,
 * and up to the last that happened before. They follow on each other, so that the part has the root of the whole: some may
 * be among them that happened a little earlier or later and were sealed in between. A table holds the events of that time only.
 */
export const auditExportQuerySchema = z.strictObject({
  from: leafOrTime,
  to: leafOrTime,
  format: z.enum(['ndjson', 'csv']).default('ndjson'),
});

/** A sealed state of the log: a C2SP tlog-checkpoint. */
export const checkpointSchema = z.object({
  size: z.number().int(),
  /** Base64, as in the note. */
  rootHash: z.string(),
  origin: z.string(),
  /** The C2SP signed note; the checkpoint's text alone where no key is configured. */
  note: z.string(),
  /** The key that signed it, as `name+hash`; nothing where no key is configured. */
  signedBy: z.string().optional(),
  sealedAt: z.iso.datetime(),
});

export const checkpointPageSchema = pageOf(checkpointSchema);

/** Keys that checkpoints are verified with, `name+hash+base64` each. */
export const auditKeysSchema = z.object({
  origin: z.string(),
  /** The key that signs now; none where none is configured. */
  current: z.string().optional(),
  /** Others that have signed or will. */
  others: z.array(z.string()),
});

export const inclusionQuerySchema = z.strictObject({
  leaf: count,
  /** Of the tree; of the latest checkpoint where nothing is said. */
  size: count.optional(),
});

export const consistencyQuerySchema = z.strictObject({
  from: count,
  /** Of the later tree; of the latest checkpoint where nothing is said. */
  to: count.optional(),
});

/** RFC 9162 §2.1.3: that a leaf is in the tree of that size. Hashes in base64. */
export const inclusionProofSchema = z.object({
  leaf: z.number().int(),
  size: z.number().int(),
  leafHash: z.string(),
  rootHash: z.string(),
  hashes: z.array(z.string()),
});

/** RFC 9162 §2.1.4: that the tree of size `to` goes on from the one of size `from`. Hashes in base64. */
export const consistencyProofSchema = z.object({
  from: z.number().int(),
  to: z.number().int(),
  hashes: z.array(z.string()),
});

/** The first event that is not as it was recorded. What cannot be known of it, such as of one that is gone, is left out. */
export const badEventSchema = z.object({
  source: z.enum(trailSources).optional(),
  /** `CHG-1042`, `policy:1.1` */
  subject: z.string().optional(),
  sequence: z.number().int().optional(),
  leafIndex: z.number().int().optional(),
  reason: z.string(),
});

/** What `GET /audit/verify` found. */
export const auditVerdictSchema = z.object({
  ok: z.boolean(),
  /** Events whose hash, chain and leaf were computed anew. */
  checked: z.number().int(),
  /** Of the sealed log. */
  size: z.number().int(),
  /** Events that wait to be sealed. */
  unsealed: z.number().int(),
  checkpoint: checkpointSchema.optional(),
  firstBad: badEventSchema.optional(),
});

/** Query of `GET /audit/events`; the latest first. */
export const trailQuerySchema = pageQuerySchema.extend({
  limit: pageQuerySchema.shape.limit.unwrap().default(50),
  changeId: z
    .string()
    .regex(/^CHG-[1-9]\d{0,8}$/i, 'must be the id of a change')
    .optional(),
  actor: entityRef.optional(),
  type: keyText.optional(),
  from: time.optional(),
  to: time.optional(),
});

/** An event of either trail, and where the sealed log holds it; not yet, where it says no leaf. */
export const trailEntrySchema = z.object({
  source: z.enum(trailSources),
  leafIndex: z.number().int().optional(),
  event: z.union([auditEventSchema, recordEventSchema]),
});

export const trailPageSchema = pageOf(trailEntrySchema);

/** See {@link trailSources}. */
export type TrailSource = (typeof trailSources)[number];
/** A sealed size and root of the log, and its note, as `GET /audit/checkpoints` lists them. */
export type Checkpoint = z.output<typeof checkpointSchema>;
/** Verifier keys of checkpoints (`name+hash+base64`), as `GET /audit/keys` answers. */
export type AuditKeys = z.output<typeof auditKeysSchema>;
/** That an event is in the log at a size (RFC 9162, 2.1.3). */
export type InclusionProof = z.output<typeof inclusionProofSchema>;
/** That the log at a size goes on from an earlier one, unchanged (RFC 9162, 2.1.4). */
export type ConsistencyProof = z.output<typeof consistencyProofSchema>;
/** The first event that is not as it was recorded, and why. */
export type BadEvent = z.output<typeof badEventSchema>;
/** What verifying found, as `GET /audit/verify` answers; `ok` is false where anything was altered. */
export type AuditVerdict = z.output<typeof auditVerdictSchema>;
/** What `GET /audit/events` may be asked for. */
export type TrailQueryInput = z.input<typeof trailQuerySchema>;
/** See {@link TrailQueryInput}, read. */
export type TrailFilters = z.output<typeof trailQuerySchema>;
/** An event of a change or of another record, as `GET /audit/events` lists them. */
export type TrailEntry = z.output<typeof trailEntrySchema>;
/** What `GET /audit/export` may be asked for: the format, and a range of leaves. */
export type AuditExportQuery = z.input<typeof auditExportQuerySchema>;
/** Leaves or times between which the trail is exported. */
export type ExportedPart = Omit<
  z.output<typeof auditExportQuerySchema>,
  'format'
>;
/** Leaves of the log, from 0: `from` is part of the range, `to` is not. */
export type LeafRangeQuery = z.input<typeof leafRangeQuerySchema>;
