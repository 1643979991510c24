import {
  hashOfRange,
  LeafRange,
  MerkleFrontier,
  Subtree,
  subtreesOf,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { fromHex, hasher, toHex } from './hashing';
import { insertRows } from './insertRows';

const keyOf = ({ level, index }: Subtree) => `${level}/${index}`;

/** What is stored of a subtree, in hex; nothing where it is gone. */
export type StoredHashes = (subtree: Subtree) => string | undefined;

/** The Merkle tree in the table `audit_nodes`; reading and growing it take O(log n) rows. */
export class SealedTree {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * The hash over each range, all read in one query.
   *
   * @throws Error when a node that has to be there is gone
   */
  async hashesOf(
    ranges: LeafRange[],
    knex: Knex = this.#database,
  ): Promise<Uint8Array[]> {
    const nodes = await this.#read(ranges.flatMap(subtreesOf), knex);
    return ranges.map(range =>
      hashOfRange(
        hasher,
        subtreesOf(range).map(subtree => nodes.get(keyOf(subtree))!),
      ),
    );
  }

  /** The hash of each complete subtree of a range, from left to right. */
  async subtreeHashes(
    range: LeafRange,
    knex: Knex = this.#database,
  ): Promise<Uint8Array[]> {
    const subtrees = subtreesOf(range);
    const nodes = await this.#read(subtrees, knex);
    return subtrees.map(subtree => nodes.get(keyOf(subtree))!);
  }

  /** What is stored of all subtrees that the leaves of a range complete, read in one query. */
  async completedBy({ from, to }: LeafRange): Promise<StoredHashes> {
    const levels: Map<number, string>[] = [];
    const query = this.#database('audit_nodes').select(
      'level',
      'node_index',
      'hash',
    );
    for (let width = 1; width <= to && from < to; width *= 2) {
      const level = levels.push(new Map()) - 1;
      const [first, last] = [Math.floor(from / width), Math.floor(to / width)];
      if (first < last) {
        query.orWhere(span =>
          span.where({ level }).whereBetween('node_index', [first, last - 1]),
        );
      }
    }
    const rows = levels.length > 0 ? await query : [];
    for (const { level, node_index, hash } of rows) {
      levels[level].set(Number(node_index), hash);
    }
    return ({ level, index }) => levels[level].get(index);
  }

  /** The right edge of the tree at a size, to go on from. */
  async frontier(size: number, knex?: Knex): Promise<MerkleFrontier> {
    const peaks = await this.subtreeHashes({ from: 0, to: size }, knex);
    return new MerkleFrontier(hasher, size, peaks);
  }

  /** Adds leaves at the end of the tree of that size. */
  async append(
    tx: Knex.Transaction,
    size: number,
    leaves: Uint8Array[],
  ): Promise<void> {
    const frontier = await this.frontier(size, tx);
    const rows: object[] = [];
    for (const leaf of leaves) {
      frontier.push(leaf, 0, ({ level, index }, hash) =>
        rows.push({ level, node_index: index, hash: toHex(hash) }),
      );
    }
    await insertRows(tx, 'audit_nodes', rows);
  }

  async #read(
    subtrees: Subtree[],
    knex: Knex,
  ): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    if (subtrees.length === 0) {
      return found;
    }
    const rows = await knex('audit_nodes')
      .whereIn(
        ['level', 'node_index'],
        subtrees.map(({ level, index }) => [level, index]),
      )
      .select('level', 'node_index', 'hash');
    for (const { level, node_index, hash } of rows) {
      found.set(`${level}/${node_index}`, fromHex(hash));
    }
    const missing = subtrees.find(subtree => !found.has(keyOf(subtree)));
    if (missing) {
      throw new Error(
        `The sealed log has lost its node ${missing.index} of level ${missing.level}`,
      );
    }
    return found;
  }
}
