import { bytesToHex, hexToBytes } from '@noble/hashes/utils';
import fc from 'fast-check';
import {
  consistencyRanges,
  hashOfRange,
  inclusionRanges,
  LeafRange,
  MerkleFrontier,
  MerkleHasher,
  subtreesOf,
} from './merkle';
import { verifyConsistency, verifyInclusion } from './proofs';

const hasher = new MerkleHasher();

/** The definition of RFC 9162 §2.1.1, word for word. */
function rootOf(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) {
    return hasher.empty();
  }
  if (leaves.length === 1) {
    return leaves[0];
  }
  let k = 1;
  while (k * 2 < leaves.length) {
    k *= 2;
  }
  return hasher.node(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_, i) =>
    hasher.leaf(new TextEncoder().encode(`leaf ${i}`)),
  );

/** As a server does it: from complete subtrees alone. */
function prove(leaves: Uint8Array[], ranges: LeafRange[]): Uint8Array[] {
  const subtrees = new Map<string, Uint8Array>();
  const frontier = new MerkleFrontier(hasher);
  for (const leaf of leaves) {
    frontier.push(leaf, 0, ({ level, index }, hash) =>
      subtrees.set(`${level}/${index}`, hash),
    );
  }
  return ranges.map(range =>
    hashOfRange(
      hasher,
      subtreesOf(range).map(
        ({ level, index }) => subtrees.get(`${level}/${index}`)!,
      ),
    ),
  );
}

const size = fc.integer({ min: 1, max: 300 });
const flipped = (bytes: Uint8Array) => {
  const copy = Uint8Array.from(bytes);
  copy[7] = (copy[7] + 1) % 256;
  return copy;
};

describe('the Merkle tree', () => {
  it('has the roots that Certificate Transparency publishes for its tests', () => {
    const data = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const frontier = new MerkleFrontier(hasher);
    expect(bytesToHex(frontier.root())).toBe(roots[0]);
    data.forEach((leaf, i) => {
      frontier.push(hasher.leaf(hexToBytes(leaf)));
      expect(bytesToHex(frontier.root())).toBe(roots[i + 1]);
    });
  });

  it('grows to the root that the definition gives, gone on from anywhere', () => {
    fc.assert(
      fc.property(size, fc.nat(300), (n, cut) => {
        const from = cut % (n + 1);
        const leaves = leavesOf(n);
        const peaks = prove(
          leaves,
          subtreesOf({ from: 0, to: from }).map(({ level, index }) => ({
            from: index * 2 ** level,
            to: (index + 1) * 2 ** level,
          })),
        );
        const frontier = new MerkleFrontier(hasher, from, peaks);
        leaves.slice(from).forEach(leaf => frontier.push(leaf));
        expect(frontier.size).toBe(n);
        expect(frontier.root()).toEqual(rootOf(leaves));
      }),
    );
  });

  it('proves every leaf of every tree up to 40, and nothing else', () => {
    for (let n = 1; n <= 40; n++) {
      const leaves = leavesOf(n);
      const root = rootOf(leaves);
      for (let leaf = 0; leaf < n; leaf++) {
        const proof = prove(leaves, inclusionRanges(leaf, n));
        const given = { leafHash: leaves[leaf], leaf, size: n, root, proof };
        expect(verifyInclusion(hasher, given)).toBe(true);
        for (const forged of [
          { ...given, leaf: leaf + 1 },
          { ...given, leafHash: flipped(leaves[leaf]) },
          { ...given, root: flipped(root) },
          { ...given, proof: [...proof, root] },
          { ...given, proof: proof.slice(1) },
        ].slice(0, n > 1 ? 5 : 4)) {
          expect(verifyInclusion(hasher, forged)).toBe(false);
        }
      }
    }
  });

  it('proves that every tree up to 40 goes on from every earlier one', () => {
    for (let n = 1; n <= 40; n++) {
      const leaves = leavesOf(n);
      const second = { size: n, root: rootOf(leaves) };
      for (let m = 1; m <= n; m++) {
        const first = { size: m, root: rootOf(leaves.slice(0, m)) };
        const proof = prove(leaves, consistencyRanges(m, n));
        expect(verifyConsistency(hasher, { first, second, proof })).toBe(true);
        const other = { ...first, root: flipped(first.root) };
        expect(verifyConsistency(hasher, { first: other, second, proof })).toBe(
          false,
        );
        for (const forged of [
          [...proof.slice(0, -1), flipped(second.root)],
          [...proof, second.root],
        ]) {
          expect(
            verifyConsistency(hasher, { first, second, proof: forged }),
          ).toBe(false);
        }
      }
    }
  });

  it('proves large trees with few hashes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.nat(2 ** 40),
        (n, k) => {
          const most = Math.ceil(Math.log2(n)) + 1;
          expect(inclusionRanges(k % n, n).length).toBeLessThan(most);
          expect(consistencyRanges((k % n) + 1, n).length).toBeLessThanOrEqual(
            most,
          );
        },
      ),
    );
  });
});
