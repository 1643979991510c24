import { LoggerService } from '@backstage/backend-plugin-api';
import {
  canonicalEvent,
  formatCheckpoint,
  formatNote,
  leafData,
  toBase64,
  TrailSource,
  trailSources,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';
import { CheckpointStore } from './CheckpointStore';
import { hasher } from './hashing';
import { insertRows } from './insertRows';
import { SealedTree } from './SealedTree';
import { CheckpointKeys } from './signing';
import {
  subjectOfRow,
  toWritten,
  trailColumns,
  TrailRow,
  trailTables,
} from './trailRows';

const HOUR = 60 * 60 * 1000;
const batch = 1000;

/** Where sealing stands: the row of `audit_sealing`. */
export interface Sealing {
  tree_size: number;
  marks: Record<TrailSource, number>;
  nextMarks: Record<TrailSource, number>;
  nextAt?: number;
}

/** Reads where sealing stands. */
export async function readSealingState(knex: Knex): Promise<Sealing> {
  const row = await knex('audit_sealing').where({ id: 1 }).first();
  return {
    tree_size: Number(row.tree_size),
    marks: { change: Number(row.change_mark), record: Number(row.record_mark) },
    nextMarks: {
      change: Number(row.next_change_mark),
      record: Number(row.next_record_mark),
    },
    ...(row.next_at !== null && { nextAt: Date.parse(toIsoTime(row.next_at)) }),
  };
}

/** Limits a query on events to those that the log does not hold. */
export function whereUnsealed(
  query: Knex.QueryBuilder,
  source: TrailSource,
): Knex.QueryBuilder {
  return query.whereNotExists(leaf =>
    leaf
      .from('audit_leaves as leaf')
      .select(leaf.client.raw('1'))
      .where('leaf.source', source)
      .whereRaw('leaf.position = event.position'),
  );
}

/**
 * Seals events into the log: each exactly once, those of one chain in their order, none left out.
 *
 * Positions are given before a transaction commits, so that an event may appear behind others that are sealed already. So a
 * pass looks at everything above a mark and takes what the log does not hold; the mark follows only when a pass that began an
 * hour later has been through, for no transaction lasts that long (`HELD_AT_MOST`).
 */
export class Sealer {
  readonly #database: Knex;
  readonly #tree: SealedTree;
  readonly #checkpoints: CheckpointStore;
  readonly #keys: CheckpointKeys;
  readonly #origin: string;
  readonly #logger: LoggerService;
  readonly #clock: () => Date;
  #saidUnsigned = false;

  constructor(options: {
    database: Knex;
    tree: SealedTree;
    checkpoints: CheckpointStore;
    keys: CheckpointKeys;
    origin: string;
    logger: LoggerService;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#tree = options.tree;
    this.#checkpoints = options.checkpoints;
    this.#keys = options.keys;
    this.#origin = options.origin;
    this.#logger = options.logger;
    this.#clock = options.clock;
  }

  /**
   * Seals all that there is, then signs a checkpoint, if anything was added.
   *
   * @returns how many events it sealed
   */
  async seal(signal?: AbortSignal): Promise<number> {
    const began = this.#clock();
    let sealed = 0;
    for (const source of trailSources) {
      let after: number | undefined;
      do {
        if (signal?.aborted) {
          return sealed;
        }
        const from = after;
        const done = await this.#alone(tx => this.#sealBatch(tx, source, from));
        sealed += done.count;
        after = done.next;
      } while (after !== undefined);
    }
    await this.#alone(tx => this.#finish(tx, began));
    return sealed;
  }

  /** Whoever seals writes the row first: others wait for the end of the transaction, on either engine. */
  async #alone<T>(act: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(async tx => {
      await tx('audit_sealing')
        .where({ id: 1 })
        .update({ tree_size: tx.ref('tree_size') });
      return act(tx);
    });
  }

  /** @returns where to go on; nowhere when all has been seen */
  async #sealBatch(
    tx: Knex.Transaction,
    source: TrailSource,
    from: number | undefined,
  ): Promise<{ count: number; next?: number }> {
    const { tree_size: size, marks } = await readSealingState(tx);
    const after = from ?? marks[source];
    const { table } = trailTables[source];
    const rows: TrailRow[] = await whereUnsealed(
      tx(`${table} as event`)
        .where('event.position', '>', after)
        .orderBy('event.position')
        .limit(batch)
        .select(trailColumns(tx, source)),
      source,
    );
    if (rows.length === 0) {
      return { count: 0 };
    }
    const last = Number(rows[rows.length - 1].position);
    if (await this.#hasLeftBehind(tx, source, marks[source], after, last)) {
      return { count: 0, next: marks[source] };
    }
    await insertRows(
      tx,
      'audit_leaves',
      rows.map((row, i) => ({
        leaf_index: size + i,
        source,
        position: row.position,
        subject: subjectOfRow(row),
        sequence: row.sequence,
      })),
    );
    await this.#tree.append(
      tx,
      size,
      rows.map(row =>
        hasher.leaf(leafData(canonicalEvent(toWritten(row), 'whole'))),
      ),
    );
    await tx('audit_sealing')
      .where({ id: 1 })
      .update({ tree_size: size + rows.length });
    return {
      count: rows.length,
      ...(rows.length === batch && { next: last }),
    };
  }

  /** Whether an event of the batch follows one that appeared behind where the pass already was: that one comes first. */
  async #hasLeftBehind(
    tx: Knex.Transaction,
    source: TrailSource,
    mark: number,
    after: number,
    last: number,
  ): Promise<boolean> {
    const { table, subject } = trailTables[source];
    const found = await whereUnsealed(
      tx(`${table} as event`)
        .join(`${table} as following`, join =>
          join
            .on(`following.${subject}`, `event.${subject}`)
            .andOn('following.sequence', tx.raw('event.sequence + 1')),
        )
        .where('following.position', '>', after)
        .where('following.position', '<=', last)
        .where('event.position', '>', mark)
        .where('event.position', '<=', after)
        .first('event.position'),
      source,
    );
    return found !== undefined;
  }

  async #finish(tx: Knex.Transaction, began: Date): Promise<void> {
    const state = await readSealingState(tx);
    const size = state.tree_size;
    const latest = await this.#checkpoints.findLatest(tx);
    if (size > (latest?.size ?? 0)) {
      await this.#addCheckpoint(tx, size);
    }
    if (state.nextAt === undefined || began.getTime() - state.nextAt >= HOUR) {
      const [change, record] = await Promise.all(
        trailSources.map(async source => {
          const row = await tx('audit_leaves')
            .where({ source })
            .max({ last: 'position' })
            .first();
          return Number(row?.last ?? 0);
        }),
      );
      await tx('audit_sealing').where({ id: 1 }).update({
        change_mark: state.nextMarks.change,
        record_mark: state.nextMarks.record,
        next_change_mark: change,
        next_record_mark: record,
        next_at: began.toISOString(),
      });
    }
  }

  async #addCheckpoint(tx: Knex.Transaction, size: number): Promise<void> {
    const [root] = await this.#tree.hashesOf([{ from: 0, to: size }], tx);
    const now = this.#clock();
    const text = formatCheckpoint({ origin: this.#origin, size, root });
    const signature = this.#keys.sign(text, now);
    if (!signature && !this.#saidUnsigned) {
      this.#saidUnsigned = true;
      this.#logger.warn(
        'Checkpoints of the audit trail are not signed: changeManagement.audit.signingKeys holds no key. Whoever can write to the database could make them anew.',
      );
    }
    await this.#checkpoints.add(tx, {
      size,
      rootHash: toBase64(root),
      origin: this.#origin,
      note: formatNote({ text, signatures: signature ? [signature] : [] }),
      ...(signature && { signedBy: `${signature.name}+${signature.keyHash}` }),
      sealedAt: now.toISOString(),
    });
  }
}
