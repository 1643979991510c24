import { InputError } from '@backstage/errors';
import {
  AuditVerdict,
  BadEvent,
  Checkpoint,
  LeafRange,
  MerkleFrontier,
  parseCheckpoint,
  parseNote,
  PreviousEvent,
  problemOf,
  signersOf,
  subtreesOf,
  toBase64,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { ChainWalk } from './chains';
import { CheckpointStore } from './CheckpointStore';
import {
  fromHex,
  hashOfEvent,
  leafHashOf,
  toHex,
  verifyEd25519,
} from './hashing';
import { isPurged, KnownPurges, Purges } from './Purges';
import { pageSize, SealedEvent, SealedEvents } from './SealedEvents';
import { SealedTree, StoredHashes } from './SealedTree';
import { CheckpointKeys } from './signing';
import { toBadEvent, toWritten, TrailRow } from './trailRows';
import { UnsealedChecker } from './UnsealedChecker';

/** Thrown at the first thing that is not as it was recorded. */
class Tampered extends Error {
  constructor(readonly bad: BadEvent) {
    super(bad.reason);
  }
}

/** A part of the log with all that it is checked by. */
interface Page {
  range: LeafRange;
  leaves: SealedEvent[];
  /** Of the leaves whose events are there. */
  previous: Map<SealedEvent, PreviousEvent | null>;
  purges: KnownPurges;
  stored: StoredHashes;
  checkpoints: Checkpoint[];
}

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
    const chains = new ChainWalk(this.#database);
    const pageAt = (at: number) =>
      this.#read({ from: at, to: Math.min(at + pageSize, to) }, chains);
    let next = pageAt(from);
    for (let at = from; at < to; at += pageSize) {
      const page = await next;
      // What is read next is asked for while this is computed.
      next = pageAt(Math.min(at + pageSize, to));
      next.catch(() => {});
      this.#checkPage(page, frontier, count);
      // SQLite answers at once, so that nothing else would have its turn.
      await setImmediate();
    }
    await next;
    const rest = { from: to, to: checkpoint.size };
    const hashes = await this.#whole(() => this.#tree.subtreeHashes(rest));
    subtreesOf(rest).forEach(({ level }, i) => frontier.push(hashes[i], level));
    this.#checkCheckpoint(checkpoint, frontier.root());
  }

  async #read(range: LeafRange, chains: ChainWalk): Promise<Page> {
    const [leaves, stored, checkpoints] = await Promise.all([
      this.#events.page(range),
      this.#tree.completedBy(range),
      this.#checkpoints.between(range.from, range.to),
    ]);
    const there = leaves.filter(hasEvent);
    const rows = there.map(({ row }) => row);
    const purges = await this.#purges.readFor(rows);
    const before = await chains.previousOf(rows);
    const previous = new Map(there.map((leaf, i) => [leaf, before[i]]));
    return { range, leaves, previous, purges, stored, checkpoints };
  }

  #checkPage(page: Page, frontier: MerkleFrontier, count: () => void): void {
    const { range, stored, purges } = page;
    const leaves = page.leaves.values();
    const checkpoints = page.checkpoints.values();
    let checkpoint = checkpoints.next().value;
    for (let leafIndex = range.from; leafIndex < range.to; leafIndex++) {
      const leaf = leaves.next().value;
      if (leaf?.leafIndex !== leafIndex) {
        throw new Tampered({ leafIndex, reason: 'the leaf is gone' });
      }
      const { source, subject, sequence } = leaf;
      const is = (reason: string) =>
        new Tampered({ source, subject, sequence, leafIndex, reason });
      if (!hasEvent(leaf)) {
        throw is('is gone');
      }
      const problem = problemOfRow(
        leaf.row,
        page.previous.get(leaf) ?? null,
        purges,
      );
      if (problem) {
        throw new Tampered(toBadEvent(leaf.row, problem, leafIndex));
      }
      frontier.push(sealedHashOf(leaf.row, purges), 0, (subtree, hash) => {
        if (stored(subtree) !== toHex(hash)) {
          throw is(
            subtree.level === 0
              ? 'is not what was sealed'
              : `was sealed, but the log's node ${subtree.index} of level ${subtree.level} above it is another`,
          );
        }
      });
      if (checkpoint?.size === frontier.size) {
        this.#checkCheckpoint(checkpoint, frontier.root());
        checkpoint = checkpoints.next().value;
      }
      count();
    }
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
function sealedHashOf(row: TrailRow, purges: KnownPurges): Uint8Array {
  const purged = purges.of(row);
  return purged ? fromHex(purged.leaf) : leafHashOf(toWritten(row));
}

function hasEvent(leaf: SealedEvent): leaf is Required<SealedEvent> {
  return leaf.row !== undefined;
}

function problemOfRow(
  row: TrailRow,
  previous: PreviousEvent | null,
  purges: KnownPurges,
): string | undefined {
  if (isPurged(row)) {
    return purges.problemOf(row, previous);
  }
  const event = toWritten(row);
  return problemOf(event, hashOfEvent(event), previous);
}
