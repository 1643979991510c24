import { z } from 'zod';
import { auditEventSchema } from '../contract/change';

/** What a manifest calls the form of its pack. */
export const packFormat = 'change-evidence/1';

const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of a pack. */
export const packFileSchema = z.strictObject({
  path: z.string(),
  /** In bytes. */
  size: z.number().int().min(0),
  sha256: sha256Text,
});

/** How the sample of a pack was drawn; with it and the population anybody can draw it again. */
export const packSampleSchema = z.strictObject({
  method: z.string(),
  seed: z.string(),
  size: z.number().int().min(0),
  drawn: z.array(z.strictObject({ id: z.string(), ticket: sha256Text })),
});

/** `manifest.json` of a pack: every other file but its own signature, and what the events are proven by. */
export const packManifestSchema = z.strictObject({
  format: z.literal(packFormat),
  origin: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  /** What was asked for. */
  query: z.record(z.string(), z.unknown()),
  /** Nothing in a pack of one change. */
  sample: packSampleSchema.optional(),
  /** The signed note of the checkpoint of the audit trail; nothing as long as nothing has been sealed. */
  checkpoint: z.string().optional(),
  /** Verifier keys. */
  keys: z.array(z.string()),
  files: z.array(packFileSchema),
});

/** An event of a change with its place in the sealed log, and the proof of it (RFC 9162 §2.1.3, base64); neither while it waits to be sealed. */
export const provenEventSchema = z.object({
  event: auditEventSchema,
  leafIndex: z.number().int().min(0).optional(),
  proof: z.array(z.string()).optional(),
  /** Of an event whose content was purged: the hash of its leaf, in hex, which cannot be computed any more. */
  purgedLeaf: z.string().optional(),
});

/** A file of an evidence pack, and its SHA-256 in hex. */
export type PackFile = z.output<typeof packFileSchema>;
/** How the sample was drawn, and which changes it has. */
export type PackSample = z.output<typeof packSampleSchema>;
/** What an evidence pack holds, what was asked for, and the checkpoint that its proofs lead to. */
export type PackManifest = z.output<typeof packManifestSchema>;
/** An event with its proof of inclusion. */
export type ProvenEvent = z.output<typeof provenEventSchema>;

/** Where what is in a pack. */
export const packPaths = {
  manifest: 'manifest.json',
  signature: 'manifest.note',
  index: 'index.html',
  population: 'population.json',
  changes: 'population/changes.ndjson',
  deployments: 'population/deployments.ndjson',
  darkChanges: 'population/dark-changes.ndjson',
  clauses: 'clauses.json',
  controls: 'controls.json',
  policy: (version: string) => `policies/${version}.json`,
  change: (id: string) => `changes/${id}.json`,
  page: (id: string) => `changes/${id}.html`,
  events: (id: string) => `changes/${id}.events.ndjson`,
} as const;

/** The text of a manifest's signed note; its second line is no number, so that none is taken for a checkpoint. */
export function formatManifestNote(origin: string, sha256: string): string {
  return `${origin}\nchange-evidence manifest\n${sha256}\n`;
}
