import canonicalize from 'canonicalize';
import { z } from 'zod';
import { BadEvent, trailSources } from '../contract/audit';
import { auditEventSchema } from '../contract/change';
import { recordEventSchema } from '../contract/records';
import { MerkleFrontier, MerkleHasher, Sha256, subtreesOf } from './merkle';
import {
  formatVerifierKey,
  fromBase64,
  keyHashOf,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signersOf,
  toBase64,
  VerifySignature,
} from './note';
import {
  hexHashOf,
  leafData,
  PreviousEvent,
  problemOf,
  subjectOf,
  TrailEvent,
} from './trail';

/** What the first line of an export calls its form. */
export const exportFormat = 'change-audit/1';

const index = z.number().int().min(0);

/** First line of an export. */
export const exportHeaderSchema = z.strictObject({
  format: z.literal(exportFormat),
  origin: z.string(),
  /** Of the sealed log. */
  size: index,
  /** The leaves that follow: from the first on, up to but without the last. */
  from: index,
  to: index,
  /** Hashes, in base64, of the complete subtrees before the first leaf: with them, a part has the root of the whole. */
  before: z.array(z.string()),
});

/** A line of an export: an event and its leaf. */
export const exportLineSchema = z.strictObject({
  leafIndex: index,
  source: z.enum(trailSources),
  event: z.union([auditEventSchema.strict(), recordEventSchema.strict()]),
});

/** Last line of an export. */
export const exportTrailerSchema = z.strictObject({
  /** The signed note of the log's checkpoint. */
  checkpoint: z.string(),
  /** Verifier keys. */
  keys: z.array(z.string()),
  /** Hashes, in base64, of the complete subtrees after the last leaf. */
  after: z.array(z.string()),
});

export type ExportHeader = z.output<typeof exportHeaderSchema>;
export type ExportTrailer = z.output<typeof exportTrailerSchema>;

/** What the check of an export found. */
export interface ExportVerdict {
  ok: boolean;
  /** Events found sound. */
  events: number;
  /** Of the log that its checkpoint seals. */
  size?: number;
  origin?: string;
  /** Keys that signed the checkpoint, as `name+hash`. */
  signedBy: string[];
  firstBad?: BadEvent & { line?: number };
}

/** What an export is checked with. */
export interface ExportVerification {
  sha256: Sha256;
  verifySignature: VerifySignature;
  /** Verifier keys that have to have signed; those that the export brings along where none are given. */
  keys?: string[];
}

class BadExport extends Error {
  constructor(readonly bad: NonNullable<ExportVerdict['firstBad']>) {
    super(bad.reason);
  }
}

function read<S extends z.ZodType>(
  schema: S,
  line: string | undefined,
  number: number,
  what: string,
): z.output<S> {
  try {
    return schema.parse(JSON.parse(line!));
  } catch {
    throw new BadExport({ line: number, reason: `is not ${what}` });
  }
}

/** Checks the events of an export one by one. It remembers where each chain ends, and nothing else of what it has read. */
class EventChecker {
  readonly #hasher: MerkleHasher;
  readonly #isPart: boolean;
  readonly #heads = new Map<string, PreviousEvent>();

  constructor(hasher: MerkleHasher, isPart: boolean) {
    this.#hasher = hasher;
    this.#isPart = isPart;
  }

  /** @returns the hash of the event's leaf */
  check(source: string, event: TrailEvent): Uint8Array | string {
    const key = `${source} ${subjectOf(event)}`;
    const { hash: _, ...hashed } = event;
    const hash = hexHashOf(canonicalize(hashed) as string, this.#hasher.sha256);
    const head = this.#heads.get(key);
    // Of a part of the log, the first event of a chain may follow one that is not in it.
    const before = { sequence: event.sequence - 1, hash: event.previousHash };
    const previous =
      head ?? (this.#isPart && before.sequence > 0 ? before : null);
    const problem = problemOf(event, hash, previous);
    if (problem) {
      return problem;
    }
    this.#heads.set(key, { sequence: event.sequence, hash });
    return this.#hasher.leaf(leafData(canonicalize(event) as string));
  }
}

async function readExport(
  lines: AsyncIterable<string>,
  { sha256, verifySignature, keys: insisted }: ExportVerification,
  verdict: ExportVerdict,
): Promise<void> {
  const iterator = lines[Symbol.asyncIterator]();
  const next = async () => (await iterator.next()).value as string | undefined;

  const header = read(exportHeaderSchema, await next(), 1, 'the header');
  const { from, to, size } = header;
  if (from > to || to > size) {
    throw new BadExport({ line: 1, reason: 'names leaves that cannot be' });
  }
  const hasher = new MerkleHasher(sha256);
  const checker = new EventChecker(hasher, from > 0);
  const frontier = new MerkleFrontier(
    hasher,
    from,
    header.before.map(fromBase64),
  );
  for (let leafIndex = from; leafIndex < to; leafIndex++) {
    const number = leafIndex - from + 2;
    const line = await next();
    const entry = read(exportLineSchema, line, number, 'an event');
    const event = entry.event as TrailEvent;
    const bad = (reason: string) =>
      new BadExport({
        line: number,
        source: entry.source,
        subject: subjectOf(event),
        sequence: event.sequence,
        leafIndex: entry.leafIndex,
        reason,
      });
    if (canonicalize(JSON.parse(line!)) !== line) {
      throw bad('is not written as it was exported');
    }
    const checked = checker.check(entry.source, event);
    if (typeof checked === 'string') {
      throw bad(checked);
    }
    if (entry.leafIndex !== leafIndex) {
      throw bad(`stands in the place of leaf ${leafIndex}`);
    }
    frontier.push(checked);
    verdict.events += 1;
  }

  const last = to - from + 2;
  const trailer = read(exportTrailerSchema, await next(), last, 'the end');
  if ((await next()) !== undefined) {
    throw new BadExport({ line: last + 1, reason: 'follows the end' });
  }
  subtreesOf({ from: to, to: size }).forEach(({ level }, i) =>
    frontier.push(fromBase64(trailer.after[i] ?? ''), level),
  );

  const note = parseNote(trailer.checkpoint);
  const checkpoint = parseCheckpoint(note.text);
  if (
    checkpoint.size !== size ||
    checkpoint.origin !== header.origin ||
    toBase64(checkpoint.root) !== toBase64(frontier.root())
  ) {
    throw new BadExport({
      reason:
        'the events are not those that the checkpoint seals: its root is another',
    });
  }
  const keys = (insisted ?? trailer.keys).map(parseVerifierKey);
  const signers = signersOf(note, keys, verifySignature);
  if (keys.length && !signers.length) {
    throw new BadExport({
      reason: `the checkpoint is not signed by ${keys
        .map(formatVerifierKey)
        .join(' or ')}`,
    });
  }
  verdict.size = size;
  verdict.origin = checkpoint.origin;
  verdict.signedBy = signers.map(key => `${key.name}+${keyHashOf(key)}`);
}

/**
 * Checks an export of the audit trail by itself: every event's hash, its chain, the root over all of them, the signature.
 * Reads line by line, so that an export of any length can be checked.
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  verification: ExportVerification,
): Promise<ExportVerdict> {
  const verdict: ExportVerdict = { ok: true, events: 0, signedBy: [] };
  try {
    await readExport(lines, verification, verdict);
  } catch (error) {
    verdict.ok = false;
    verdict.firstBad =
      error instanceof BadExport
        ? error.bad
        : { reason: error instanceof Error ? error.message : String(error) };
  }
  return verdict;
}
