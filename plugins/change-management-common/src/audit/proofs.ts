import { MerkleHasher, subtreesOf } from './merkle';

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return (
    one.length === other.length && one.every((byte, i) => byte === other[i])
  );
}

const isOdd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);

/** Whether a leaf stands at its index in the tree of that size and root (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  hasher: MerkleHasher,
  given: {
    leafHash: Uint8Array;
    leaf: number;
    size: number;
    root: Uint8Array;
    proof: Uint8Array[];
  },
): boolean {
  const { leafHash, leaf, size, root, proof } = given;
  if (leaf < 0 || leaf >= size) {
    return false;
  }
  let [node, last, hash] = [leaf, size - 1, leafHash];
  for (const step of proof) {
    if (last === 0) {
      return false;
    }
    if (isOdd(node) || node === last) {
      hash = hasher.node(step, hash);
      while (!isOdd(node) && node !== 0) {
        [node, last] = [half(node), half(last)];
      }
    } else {
      hash = hasher.node(hash, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && isSame(hash, root);
}

/** Whether a tree holds an earlier one unchanged, and more after it (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  hasher: MerkleHasher,
  given: {
    first: { size: number; root: Uint8Array };
    second: { size: number; root: Uint8Array };
    proof: Uint8Array[];
  },
): boolean {
  const { first, second, proof } = given;
  if (first.size > second.size) {
    return false;
  }
  if (first.size === second.size) {
    return proof.length === 0 && isSame(first.root, second.root);
  }
  if (first.size === 0) {
    return proof.length === 0 && isSame(first.root, hasher.empty());
  }
  const isWhole = subtreesOf({ from: 0, to: first.size }).length === 1;
  const path = isWhole ? [first.root, ...proof] : proof;
  if (path.length === 0) {
    return false;
  }
  let [node, last] = [first.size - 1, second.size - 1];
  while (isOdd(node)) {
    [node, last] = [half(node), half(last)];
  }
  let [before, after] = [path[0], path[0]];
  for (const step of path.slice(1)) {
    if (last === 0) {
      return false;
    }
    if (isOdd(node) || node === last) {
      before = hasher.node(step, before);
      after = hasher.node(step, after);
      while (!isOdd(node) && node !== 0) {
        [node, last] = [half(node), half(last)];
      }
    } else {
      after = hasher.node(after, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && isSame(before, first.root) && isSame(after, second.root);
}
