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
  }: ProvenEvent): string | undefined {
    const { hash: _, ...hashed } = event;
    const hash = hexHashOf(canonicalize(hashed) as string, this.#hasher.sha256);
    const problem = problemOf(event, hash, this.#previous);
    this.#previous = { sequence: event.sequence, hash };
    if (problem || leaf === undefined) {
      return problem;
    }
    const { size, root } = this.#checkpoint ?? {
      size: 0,
      root: new Uint8Array(),
    };
    const leafHash = this.#hasher.leaf(leafData(canonicalize(event) as string));
    const steps = proof.map(fromBase64);
    return verifyInclusion(this.#hasher, {
      leafHash,
      leaf,
      size,
      root,
      proof: steps,
    })
      ? undefined
      : 'is not what the checkpoint seals: its proof leads to another root';
  }
}
