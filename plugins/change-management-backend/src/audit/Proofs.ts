import { InputError } from '@backstage/errors';
import {
  ConsistencyProof,
  consistencyRanges,
  InclusionProof,
  inclusionRanges,
  toBase64,
} from 'backstage-plugin-change-management-common';
import { CheckpointStore } from './CheckpointStore';
import { SealedTree } from './SealedTree';

/** Makes the proofs of RFC 9162 on the sealed log. */
export class Proofs {
  readonly #tree: SealedTree;
  readonly #checkpoints: CheckpointStore;

  constructor(options: { tree: SealedTree; checkpoints: CheckpointStore }) {
    this.#tree = options.tree;
    this.#checkpoints = options.checkpoints;
  }

  /** @throws InputError for a leaf or a size that the log does not have */
  async inclusion(asked: {
    leaf: number;
    size?: number;
  }): Promise<InclusionProof> {
    const size = await this.#sealedSize('size', asked.size);
    const { leaf } = asked;
    if (leaf >= size) {
      throw new InputError(`leaf: must be below the size, ${size}`);
    }
    const [leafHash, rootHash, ...hashes] = await this.#hashes([
      { from: leaf, to: leaf + 1 },
      { from: 0, to: size },
      ...inclusionRanges(leaf, size),
    ]);
    return { leaf, size, leafHash, rootHash, hashes };
  }

  /** @throws InputError for a size that the log does not have */
  async consistency(asked: {
    from: number;
    to?: number;
  }): Promise<ConsistencyProof> {
    const to = await this.#sealedSize('to', asked.to);
    const { from } = asked;
    if (from < 1 || from > to) {
      throw new InputError(`from: must be between 1 and ${to}`);
    }
    const hashes = await this.#hashes(consistencyRanges(from, to));
    return { from, to, hashes };
  }

  async #hashes(ranges: { from: number; to: number }[]): Promise<string[]> {
    return (await this.#tree.hashesOf(ranges)).map(toBase64);
  }

  async #sealedSize(field: string, asked?: number): Promise<number> {
    const { size } = await this.#checkpoints.getLatest();
    if (asked !== undefined && asked > size) {
      throw new InputError(
        `${field}: must be at most ${size}, the size of the log`,
      );
    }
    return asked ?? size;
  }
}
