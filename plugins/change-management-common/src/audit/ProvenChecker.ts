import { hexToBytes } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';
import { ProvenEvent } from '../evidence/pack';
import { MerkleHasher } from './merkle';
import { CheckpointBody, fromBase64 } from './note';
import { verifyInclusion } from './proofs';
import { hexHashOf, leafData, PreviousEvent, problemOf } from './trail';

/** Checks the trail of one change, event by event: hash, chain, and that the checkpoint holds it. */
export class ProvenChecker {
  readonly #hasher: MerkleHasher;
  readonly #checkpoint: CheckpointBody | undefined;
  #previous: PreviousEvent | null = null;

  /** @param checkpoint - which the proofs lead to; nothing as long as nothing has been sealed */
  constructor(hasher: MerkleHasher, checkpoint: CheckpointBody | undefined) {
    this.#hasher = hasher;
    this.#checkpoint = checkpoint;
  }

  /** @returns what is wrong with the next event, in words; nothing when it is sound */
  check({
    event,
    leafIndex: leaf,
    proof = [],
    purgedLeaf,
  }: ProvenEvent): string | undefined {
    const { hash: said, ...hashed } = event;
    const hash =
      purgedLeaf === undefined
        ? hexHashOf(canonicalize(hashed) as string, this.#hasher.sha256)
        : said;
    const problem = problemOf(event, hash, this.#previous);
    this.#previous = { sequence: event.sequence, hash };
    if (problem || leaf === undefined) {
      return problem;
    }
    const { size = 0, root = new Uint8Array() } = this.#checkpoint ?? {};
    const leafHash =
      purgedLeaf === undefined
        ? this.#hasher.leaf(leafData(canonicalize(event) as string))
        : hexToBytes(purgedLeaf);
    return verifyInclusion(this.#hasher, {
      ...{ leafHash, leaf, size, root },
      proof: proof.map(fromBase64),
    })
      ? undefined
      : 'is not what the checkpoint seals: its proof leads to another root';
  }
}
