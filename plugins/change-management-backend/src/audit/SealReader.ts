import {
  AuditEvent,
  ChangeSeal,
  Checkpoint,
  inclusionRanges,
  PreviousEvent,
  problemOf,
  ProvenEvent,
  toBase64,
  verifyInclusion,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toChangeNumber } from '../platform/changeId';
import { CheckpointStore } from './CheckpointStore';
import { fromHex, hasher, hashOfEvent, leafHashOf, toHex } from './hashing';
import { isPurged, KnownPurges, Purges } from './Purges';
import { SealedTree } from './SealedTree';
import { toTrailEvent, toWritten, trailColumns, TrailRow } from './trailRows';

/** Events whose proofs are read together. */
const batch = 50;

interface LeafRow extends TrailRow {
  leaf_index: number | string | null;
}

interface Proven {
  row: LeafRow;
  leaf?: { index: number; hash: Uint8Array; proof: Uint8Array[] };
}

/** The trail of one change, with its place in the sealed log and the proof of it. */
export class SealReader {
  readonly #database: Knex;
  readonly #tree: SealedTree;
  readonly #checkpoints: CheckpointStore;
  readonly #purges: Purges;

  constructor(options: {
    database: Knex;
    tree: SealedTree;
    checkpoints: CheckpointStore;
  }) {
    this.#database = options.database;
    this.#tree = options.tree;
    this.#checkpoints = options.checkpoints;
    this.#purges = new Purges(options.database);
  }

  /**
   * Everything that happened to a change, oldest first, and whether it is as it was recorded: hashes, chain, leaves and
   * proofs are computed anew.
   *
   * @param checkpoint - which the proofs lead to; the latest where nothing is said
   */
  async read(
    changeId: string,
    checkpoint?: Checkpoint,
  ): Promise<{ seal: ChangeSeal; events: ProvenEvent[] }> {
    const sealedBy = checkpoint ?? (await this.#checkpoints.findLatest());
    const number = toChangeNumber(changeId);
    const rows: LeafRow[] = await this.#database('audit_events as event')
      .leftJoin('audit_leaves as leaf', join =>
        join
          .on('leaf.position', 'event.position')
          .andOnVal('leaf.source', 'change'),
      )
      .where('event.change_number', number)
      .orderBy('event.sequence')
      .select(...trailColumns(this.#database, 'change'), 'leaf.leaf_index');
    const proven = await this.#prove(rows, sealedBy?.size ?? 0);
    const purges = await this.#purges.readFor(rows);
    const firstBad = this.#findBad(proven, sealedBy, purges);
    return {
      seal: {
        events: rows.length,
        sealed: proven.filter(({ leaf }) => leaf).length,
        ...(sealedBy && { checkpoint: sealedBy }),
        ok: !firstBad,
        ...(firstBad && { firstBad }),
      },
      events: proven.map(({ row, leaf }) => ({
        ...(isPurged(row) && { purgedLeaf: purges.of(row)?.leaf }),
        event: toTrailEvent(row) as AuditEvent,
        ...(leaf && {
          leafIndex: leaf.index,
          proof: leaf.proof.map(toBase64),
        }),
      })),
    };
  }

  async #prove(rows: LeafRow[], size: number): Promise<Proven[]> {
    const proven: Proven[] = [];
    for (let from = 0; from < rows.length; from += batch) {
      const some = rows.slice(from, from + batch).map(row => ({
        row,
        index: row.leaf_index === null ? size : Number(row.leaf_index),
      }));
      const proofs = some.map(({ index }) =>
        index < size
          ? [{ from: index, to: index + 1 }, ...inclusionRanges(index, size)]
          : [],
      );
      const hashes = await this.#tree.hashesOf(proofs.flat());
      some.forEach(({ row, index }, i) => {
        const [hash, ...proof] = hashes.splice(0, proofs[i].length);
        proven.push(hash ? { row, leaf: { index, hash, proof } } : { row });
      });
    }
    return proven;
  }

  #findBad(
    proven: Proven[],
    checkpoint: Checkpoint | undefined,
    purges: KnownPurges,
  ): ChangeSeal['firstBad'] {
    let previous: PreviousEvent | null = null;
    for (const { row, leaf } of proven) {
      const written = toWritten(row);
      const { sequence } = row;
      const purged = isPurged(row);
      const hash = purged ? row.hash : hashOfEvent(written);
      const reason =
        (purged
          ? purges.problemOf(row, previous)
          : problemOf(written, hash, previous)) ??
        (leaf &&
          this.#problemOfLeaf(
            purges.of(row)?.leaf ?? toHex(leafHashOf(written)),
            leaf,
            checkpoint!,
          ));
      if (reason) {
        return { sequence, reason };
      }
      previous = { sequence, hash };
    }
    return undefined;
  }

  #problemOfLeaf(
    leafHex: string,
    { index, hash, proof }: NonNullable<Proven['leaf']>,
    { size, rootHash }: Checkpoint,
  ): string | undefined {
    const leafHash = fromHex(leafHex);
    if (leafHex !== toHex(hash)) {
      return 'is not what was sealed';
    }
    const root = Buffer.from(rootHash, 'base64');
    return verifyInclusion(hasher, { leafHash, leaf: index, size, root, proof })
      ? undefined
      : 'does not lead to the root of the checkpoint';
  }
}
