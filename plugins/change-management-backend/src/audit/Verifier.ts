import { InputError } from '@backstage/errors';
import {
  AuditVerdict,
  BadEvent,
  canonicalEvent,
  Checkpoint,
  hexHashOf,
  leafData,
  LeafRange,
  MerkleFrontier,
  parseCheckpoint,
  parseNote,
  problemOf,
  signersOf,
  subtreesOf,
  toBase64,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { CheckpointStore } from './CheckpointStore';
import { fromHex, hasher, toHex, verifyEd25519 } from './hashing';
import { isPurged, KnownPurges, Purges } from './Purges';
import { pageSize, SealedEvent, SealedEvents } from './SealedEvents';
import { SealedTree } from './SealedTree';
import { CheckpointKeys } from './signing';
import { toBadEvent, toWritten, TrailRow } from './trailRows';
import { UnsealedChecker } from './UnsealedChecker';

/** Thrown at the first thing that is not as it was recorded. */
class Tampered extends Error {
  constructor(readonly bad: BadEvent) {
    super(bad.reason);
  }
}

/** Which leaves each level's nodes stand for that a page completes. */
type Completed = { level: number; index: number; hash: string; leaf: number };

/** Checks the trails against the sealed log, and the log against its checkpoints. */
export class Verifier {
  readonly #database: Knex;
  readonly #tree: SealedTree;
  readonly #events: SealedEvents;
  readonly #checkpoints: CheckpointStore;
  readonly #keys: CheckpointKeys;
  readonly #unsealed: UnsealedChecker;
  readonly #purges: Purges;

  constructor(options: {
    database: Knex;
    tree: SealedTree;
    events: SealedEvents;
    checkpoints: CheckpointStore;
    keys: CheckpointKeys;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#tree = options.tree;
    this.#events = options.events;
    this.#checkpoints = options.checkpoints;
    this.#keys = options.keys;
    this.#unsealed = new UnsealedChecker(options);
    this.#purges = new Purges(options.database);
  }

  /**
   * Computes anew the hash, the chain and the leaf of every event in the range, and the roots of all checkpoints in it, the
   * latest included. What is not sealed yet, and where each change says that its trail ends, is looked at when the whole is
   * asked for.
   *
   * @throws InputError for a range that ends before it begins
   */
  async verify(asked: Partial<LeafRange>): Promise<AuditVerdict> {
    const checkpoint = await this.#checkpoints.findLatest();
    const size = checkpoint?.size ?? 0;
    const from = asked.from ?? 0;
    const to = Math.min(asked.to ?? size, size);
    if (from > to) {
      throw new InputError(`from: must be at most ${to}, where the range ends`);
    }
    const verdict: AuditVerdict = {
      ok: true,
      checked: 0,
      size,
      unsealed: 0,
      ...(checkpoint && { checkpoint }),
    };
    const count = () => {
      verdict.checked += 1;
    };
    try {
      if (checkpoint) {
        await this.#checkSealed({ from, to }, checkpoint, count);
      }
      if (asked.from === undefined && asked.to === undefined) {
        const rest = await this.#unsealed.check(size);
        verdict.unsealed = rest.unsealed;
        verdict.checked += rest.unsealed;
        if (rest.bad) {
          throw new Tampered(rest.bad);
        }
      }
    } catch (error) {
      if (!(error instanceof Tampered)) {
        throw error;
      }
      verdict.ok = false;
      verdict.firstBad = error.bad;
    }
    return verdict;
  }

  async #checkSealed(
    { from, to }: LeafRange,
    checkpoint: Checkpoint,
    count: () => void,
  ): Promise<void> {
    const frontier = await this.#whole(() => this.#tree.frontier(from));
    // What is read next is asked for while this is computed.
    let next = this.#events.page({ from, to: Math.min(from + pageSize, to) });
    for (let at = from; at < to; at += pageSize) {
      const end = Math.min(at + pageSize, to);
      const page = await next;
      next = this.#events.page({ from: end, to: Math.min(end + pageSize, to) });
      await this.#checkPage(page, { from: at, to: end }, frontier, count);
    }
    await next;
    const rest = { from: to, to: checkpoint.size };
    const hashes = await this.#whole(() => this.#tree.subtreeHashes(rest));
    subtreesOf(rest).forEach(({ level }, i) => frontier.push(hashes[i], level));
    this.#checkCheckpoint(checkpoint, frontier.root());
  }

  async #checkPage(
    page: SealedEvent[],
    range: LeafRange,
    frontier: MerkleFrontier,
    count: () => void,
  ): Promise<void> {
    const completed: Completed[] = [];
    const checkpoints = await this.#checkpoints.between(range.from, range.to);
    const purges = await this.#purges.readFor(page.map(({ row }) => row));
    const leaves = page[Symbol.iterator]();
    let bad: BadEvent | undefined;
    for (let at = range.from; at < range.to && !bad; at++) {
      const leafIndex = at;
      const leaf = leaves.next().value;
      bad =
        leaf?.leafIndex === leafIndex
          ? checkEvent(leaf, purges)
          : { leafIndex, reason: 'the leaf is gone' };
      if (!bad) {
        frontier.push(leafHashOf(leaf!.row!, purges), 0, (subtree, hash) =>
          completed.push({ ...subtree, hash: toHex(hash), leaf: leafIndex }),
        );
        if (checkpoints[0]?.size === frontier.size) {
          const [checkpoint] = checkpoints.splice(0, 1);
          await this.#checkStored(completed, page, range);
          this.#checkCheckpoint(checkpoint, frontier.root());
        }
        count();
      }
    }
    await this.#checkStored(completed, page, range);
    if (bad) {
      throw new Tampered(bad);
    }
  }

  /** Compares what was computed with what is stored: the first difference names the leaf. */
  async #checkStored(
    completed: Completed[],
    page: SealedEvent[],
    range: LeafRange,
  ): Promise<void> {
    if (completed.length === 0) {
      return;
    }
    const stored = await this.#storedNodes(completed);
    for (const { level, index, hash, leaf } of completed) {
      if (stored.get(`${level}/${index}`) !== hash) {
        const { source, subject, sequence } = page[leaf - range.from];
        throw new Tampered({
          source,
          subject,
          sequence,
          leafIndex: leaf,
          reason:
            level === 0
              ? 'is not what was sealed'
              : `was sealed, but the log's node ${index} of level ${level} above it is another`,
        });
      }
    }
    completed.length = 0;
  }

  async #storedNodes(completed: Completed[]): Promise<Map<string, string>> {
    const spans = new Map<number, { first: number; last: number }>();
    for (const { level, index } of completed) {
      const first = spans.get(level)?.first ?? index;
      spans.set(level, { first, last: index });
    }
    const query = this.#database('audit_nodes').select(
      'level',
      'node_index',
      'hash',
    );
    for (const [level, { first, last }] of spans) {
      query.orWhere(span =>
        span.where({ level }).whereBetween('node_index', [first, last]),
      );
    }
    const rows = await query;
    return new Map(
      rows.map(({ level, node_index, hash }) => [
        `${level}/${node_index}`,
        hash,
      ]),
    );
  }

  #checkCheckpoint(checkpoint: Checkpoint, root: Uint8Array): void {
    const reason = this.#problemOf(checkpoint, root);
    if (reason) {
      throw new Tampered({
        reason: `the checkpoint of ${checkpoint.size} ${reason}`,
      });
    }
  }

  #problemOf(checkpoint: Checkpoint, root: Uint8Array): string | undefined {
    const note = parseNote(checkpoint.note);
    let signers: number;
    try {
      const body = parseCheckpoint(note.text);
      if (
        body.size !== checkpoint.size ||
        body.origin !== checkpoint.origin ||
        toBase64(body.root) !== checkpoint.rootHash
      ) {
        return 'is not what its note says';
      }
      signers = signersOf(note, this.#keys.all, verifyEd25519).length;
    } catch (error) {
      return `cannot be taken: ${(error as Error).message}`;
    }
    if (toBase64(root) !== checkpoint.rootHash) {
      return 'seals other events: its root is another';
    }
    if (checkpoint.signedBy && signers === 0) {
      return `is signed by ${checkpoint.signedBy}, which is none of the known keys`;
    }
    if (
      !checkpoint.signedBy &&
      this.#keys.all.length &&
      note.signatures.length
    ) {
      return 'does not say who signed it';
    }
    return undefined;
  }

  /** A node that is gone is something that was found, not something that went wrong. */
  async #whole<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw new Tampered({ reason: (error as Error).message });
    }
  }
}

/** The hash of an event's leaf; of one whose content was purged, as it was written down. */
function leafHashOf(row: TrailRow, purges: KnownPurges): Uint8Array {
  const purged = purges.of(row);
  return purged
    ? fromHex(purged.leaf)
    : hasher.leaf(leafData(canonicalEvent(toWritten(row), 'whole')));
}

function checkEvent(
  leaf: SealedEvent,
  purges: KnownPurges,
): BadEvent | undefined {
  const { row, leafIndex } = leaf;
  if (!row) {
    const { source, subject, sequence } = leaf;
    return { source, subject, sequence, leafIndex, reason: 'is gone' };
  }
  if (isPurged(row)) {
    const problem = purges.problemOf(row, row.previous);
    return problem ? toBadEvent(row, problem, leafIndex) : undefined;
  }
  const hash = hexHashOf(
    canonicalEvent(toWritten(row), 'hashed'),
    hasher.sha256,
  );
  const reason = problemOf(
    { sequence: row.sequence, previousHash: row.previous_hash, hash: row.hash },
    hash,
    row.previous,
  );
  return reason ? toBadEvent(row, reason, leafIndex) : undefined;
}
