import canonicalize from 'canonicalize';
import { hexToBytes } from '@noble/hashes/utils';
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
import { PurgedEvent, purgeSchema, purgeSubject } from './purged';
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
  /** Of an event whose content was purged: the hash of its leaf, in hex. */
  purgedLeaf: z.string().optional(),
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

/** The first line of an export of the audit trail. */
export type ExportHeader = z.output<typeof exportHeaderSchema>;
/** The last line of an export: the signed checkpoint, its keys, and the hashes that a part of the log needs for the root. */
export type ExportTrailer = z.output<typeof exportTrailerSchema>;

/** What the check of an export found. */
export interface ExportVerdict {
  ok: boolean;
  /** Events found sound. */
  events: number;
  /** Of these, those whose content was purged. */
  purged: number;
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
  readonly #purged = new Map<string, PurgedEvent>();

  constructor(hasher: MerkleHasher, isPart: boolean) {
    this.#hasher = hasher;
    this.#isPart = isPart;
  }

  /** @returns the hash of the event's leaf */
  check(
    source: string,
    event: TrailEvent,
    purgedLeaf?: string,
  ): Uint8Array | string {
    const key = `${source} ${subjectOf(event)}`;
    const { hash: _, ...hashed } = event;
    const hash =
      purgedLeaf === undefined
        ? hexHashOf(canonicalize(hashed) as string, this.#hasher.sha256)
        : event.hash;
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
    if (purgedLeaf !== undefined) {
      const { sequence } = event;
      const kept = hexHashOf(
        canonicalize(event) as string,
        this.#hasher.sha256,
      );
      this.#purged.set(`${subjectOf(event)}/${sequence}`, {
        ...{ sequence, kept, leaf: purgedLeaf },
      });
      return hexToBytes(purgedLeaf);
    }
    const unlike = this.#comparePurge(event);
    if (unlike) {
      return unlike;
    }
    return this.#hasher.leaf(leafData(canonicalize(event) as string));
  }

  /** An event without its content of which no purge has been read: the first of them. */
  get unexplained(): { subject: string; sequence: number } | undefined {
    const [key] = this.#purged.keys();
    const [subject, sequence] = key?.split('/') ?? [];
    return key === undefined
      ? undefined
      : { subject, sequence: Number(sequence) };
  }

  /** Purges are written down after what they purge; each is compared with what was read. */
  #comparePurge(event: TrailEvent): string | undefined {
    const purge = purgeSchema.safeParse(event.data).data;
    if (
      !purge ||
      event.type !== 'purged' ||
      subjectOf(event) !== purgeSubject(purge.changeId)
    ) {
      return undefined;
    }
    for (const said of purge.events) {
      const key = `${purge.changeId}/${said.sequence}`;
      const found = this.#purged.get(key);
      if (found && !isSame(found, said)) {
        return `says otherwise of ${purge.changeId}, event ${said.sequence}, than what is left of it`;
      }
      this.#purged.delete(key);
    }
    return undefined;
  }
}

function isSame(one: PurgedEvent, other: PurgedEvent): boolean {
  return one.kept === other.kept && one.leaf === other.leaf;
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
    const checked = checker.check(entry.source, event, entry.purgedLeaf);
    if (typeof checked === 'string') {
      throw bad(checked);
    }
    if (entry.leafIndex !== leafIndex) {
      throw bad(`stands in the place of leaf ${leafIndex}`);
    }
    frontier.push(checked);
    verdict.events += 1;
    verdict.purged += entry.purgedLeaf === undefined ? 0 : 1;
  }

  const lost = from === 0 && to === size ? checker.unexplained : undefined;
  if (lost !== undefined) {
    throw new BadExport({
      ...lost,
      reason: 'has lost its content, and nothing says that it was purged',
    });
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
  const verdict: ExportVerdict = {
    ...{ ok: true, events: 0, purged: 0 },
    signedBy: [],
  };
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
