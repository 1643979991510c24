import { sha256 as portableSha256 } from '@noble/hashes/sha2';

/** SHA-256; whoever hashes much brings the one of their platform. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hashes of a Merkle tree (RFC 9162 §2.1.1): leaves and nodes are told apart by a prefix, so that none passes for the other. */
export class MerkleHasher {
  readonly sha256: Sha256;

  constructor(sha256: Sha256 = portableSha256) {
    this.sha256 = sha256;
  }

  empty(): Uint8Array {
    return this.sha256(new Uint8Array());
  }

  leaf(data: Uint8Array): Uint8Array {
    return this.sha256(concat(leafPrefix, data));
  }

  node(left: Uint8Array, right: Uint8Array): Uint8Array {
    return this.sha256(concat(nodePrefix, left, right));
  }
}

/** A complete subtree: the 2^level leaves from index × 2^level on. Once complete it never changes. */
export interface Subtree {
  level: number;
  index: number;
}

/** Leaves from `from` on, up to but without `to`. */
export interface LeafRange {
  from: number;
  to: number;
}

/** The fewest complete subtrees that cover a range, from left to right; O(log n) of them. */
export function subtreesOf({ from, to }: LeafRange): Subtree[] {
  const found: Subtree[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) {
      level += 1;
    }
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** The largest power of two below a number of at least 2: where a tree of so many leaves is split. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) {
    split *= 2;
  }
  return split;
}

/**
 * What the inclusion proof of a leaf in a tree of some size consists of, from the leaf upwards: the hash over each range
 * (RFC 9162 §2.1.3.1).
 */
export function inclusionRanges(leaf: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (leaf < middle) {
      ranges.unshift({ from: middle, to });
      to = middle;
    } else {
      ranges.unshift({ from, to: middle });
      from = middle;
    }
  }
  return ranges;
}

/** What the proof consists of that a tree goes on from an earlier one of at least one leaf (RFC 9162 §2.1.4.1). */
export function consistencyRanges(first: number, second: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let [from, to] = [0, second];
  while (first < to) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      ranges.unshift({ from: middle, to });
      to = middle;
    } else {
      ranges.unshift({ from, to: middle });
      from = middle;
    }
  }
  // The earlier tree as a whole is known to whoever asks; only a part of it has to be told.
  return from === 0 || first === second ? ranges : [{ from, to }, ...ranges];
}

/** The hash over a range of a proof, from those of its {@link subtreesOf}. */
export function hashOfRange(
  hasher: MerkleHasher,
  subtrees: Uint8Array[],
): Uint8Array {
  return subtrees.length
    ? subtrees.reduceRight((right, left) => hasher.node(left, right))
    : hasher.empty();
}

/** The right edge of a tree that grows: all that is needed to go on from, in O(log n) memory. */
export class MerkleFrontier {
  readonly #hasher: MerkleHasher;
  readonly #peaks: { level: number; hash: Uint8Array }[] = [];
  #size: number;

  /** Goes on from a tree of some size, given the hashes of its {@link subtreesOf}. */
  constructor(hasher: MerkleHasher, size = 0, peaks: Uint8Array[] = []) {
    this.#hasher = hasher;
    this.#size = size;
    this.#peaks = subtreesOf({ from: 0, to: size }).map(({ level }, i) => ({
      level,
      hash: peaks[i],
    }));
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf, or a complete subtree that the size is a multiple of; tells every subtree that this completes, itself first. */
  push(
    hash: Uint8Array,
    level = 0,
    onComplete?: (subtree: Subtree, hash: Uint8Array) => void,
  ): void {
    this.#size += 2 ** level;
    let peak = { level, hash };
    const tell = () =>
      onComplete?.(
        { level: peak.level, index: this.#size / 2 ** peak.level - 1 },
        peak.hash,
      );
    tell();
    while (this.#peaks[this.#peaks.length - 1]?.level === peak.level) {
      const left = this.#peaks.pop()!;
      peak = {
        level: peak.level + 1,
        hash: this.#hasher.node(left.hash, peak.hash),
      };
      tell();
    }
    this.#peaks.push(peak);
  }

  root(): Uint8Array {
    return hashOfRange(
      this.#hasher,
      this.#peaks.map(({ hash }) => hash),
    );
  }
}
