import { LoggerService } from '@backstage/backend-plugin-api';
import {
  formatCheckpoint,
  formatNote,
  toBase64,
  TrailSource,
  trailSources,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { CheckpointStore } from './CheckpointStore';
import { leafHashOf } from './hashing';
import { insertRows } from './insertRows';
import { SealedTree } from './SealedTree';
import { readSealingState } from './sealingState';
import { CheckpointKeys } from './signing';
import { subjectOfRow, toWritten } from './trailRows';
import { hasLeftBehind, readUnsealed, UnsealedBatch } from './UnsealedEvents';

const HOUR = 60 * 60 * 1000;
/** Events that one transaction seals, in some tens of milliseconds. */
const batch = 2000;

/** Events that are ready to be sealed. */
interface Prepared extends UnsealedBatch {
  after: number;
  leaves: Uint8Array[];
  /** The size of the log at which nobody else can have sealed them. */
  size: number;
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
      sealed += await this.#sealSource(source, signal);
    }
    if (!signal?.aborted) {
      await this.#alone(tx => this.#finish(tx, began));
    }
    return sealed;
  }

  /** While a batch is written, the next one is read and hashed. */
  async #sealSource(
    source: TrailSource,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const { size, marks } = await readSealingState(this.#database);
    let sealed = 0;
    let next: Promise<Prepared> | undefined = this.#prepare(
      source,
      marks[source],
      size,
    );
    while (next && !signal?.aborted) {
      const prepared: Prepared = await next;
      const { rows, last } = prepared;
      next =
        last === undefined
          ? undefined
          : this.#prepare(source, last, prepared.size + rows.length);
      // Should writing fail, nobody waits for it.
      next?.catch(() => {});
      const again =
        rows.length > 0 &&
        (await this.#alone(tx => this.#add(tx, source, prepared)));
      if (again) {
        await next;
        next = this.#prepare(source, again.after, again.size);
      } else {
        sealed += rows.length;
      }
      // SQLite answers at once, so that nothing else would have its turn.
      await setImmediate();
    }
    await next;
    return sealed;
  }

  async #prepare(
    source: TrailSource,
    after: number,
    size: number,
  ): Promise<Prepared> {
    const found = await readUnsealed(this.#database, source, after, batch);
    const leaves = found.rows.map(row => leafHashOf(toWritten(row)));
    return { ...found, after, leaves, size };
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

  /** @returns where to begin again, with what size of the log, if these may not be sealed now */
  async #add(
    tx: Knex.Transaction,
    source: TrailSource,
    { rows, leaves, after, size: expected }: Prepared,
  ): Promise<{ after: number; size: number } | undefined> {
    const { size, marks } = await readSealingState(tx);
    if (size !== expected) {
      return { after, size };
    }
    const behind = { after: marks[source], upTo: after };
    if (await hasLeftBehind(tx, source, rows, behind)) {
      return { after: marks[source], size };
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
    await this.#tree.append(tx, size, leaves);
    await tx('audit_sealing')
      .where({ id: 1 })
      .update({ tree_size: size + rows.length });
    return undefined;
  }

  async #finish(tx: Knex.Transaction, began: Date): Promise<void> {
    const state = await readSealingState(tx);
    const { size } = state;
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
