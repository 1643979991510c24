import { NotFoundError } from '@backstage/errors';
import {
  Checkpoint,
  Page,
  toBase64,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { cutPage, decodeCursor } from '../platform/cursor';
import { toIsoTime } from '../platform/database';
import { fromHex, toHex } from './hashing';

const position = z.number().int().min(0);

interface Row {
  tree_size: number | string;
  root_hash: string;
  origin: string;
  note: string;
  key_name: string | null;
  sealed_at: string | Date;
}

function toCheckpoint(row: Row): Checkpoint {
  return {
    size: Number(row.tree_size),
    rootHash: toBase64(fromHex(row.root_hash)),
    origin: row.origin,
    note: row.note,
    ...(row.key_name !== null && { signedBy: row.key_name }),
    sealedAt: toIsoTime(row.sealed_at),
  };
}

/** Sealed states of the log, in the table `audit_checkpoints`. */
export class CheckpointStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async add(tx: Knex.Transaction, checkpoint: Checkpoint): Promise<void> {
    await tx('audit_checkpoints').insert({
      tree_size: checkpoint.size,
      root_hash: toHex(Buffer.from(checkpoint.rootHash, 'base64')),
      origin: checkpoint.origin,
      note: checkpoint.note,
      key_name: checkpoint.signedBy ?? null,
      sealed_at: checkpoint.sealedAt,
    });
  }

  async findLatest(
    knex: Knex = this.#database,
  ): Promise<Checkpoint | undefined> {
    const row = await knex('audit_checkpoints')
      .orderBy('tree_size', 'desc')
      .first();
    return row && toCheckpoint(row);
  }

  /** @throws NotFoundError as long as nothing has been sealed */
  async getLatest(): Promise<Checkpoint> {
    const latest = await this.findLatest();
    if (!latest) {
      throw new NotFoundError('Nothing has been sealed yet.');
    }
    return latest;
  }

  /** Those of more than `after` leaves and at most `upTo`, the smallest first. */
  async between(after: number, upTo: number): Promise<Checkpoint[]> {
    const rows: Row[] = await this.#database('audit_checkpoints')
      .where('tree_size', '>', after)
      .where('tree_size', '<=', upTo)
      .orderBy('tree_size');
    return rows.map(toCheckpoint);
  }

  /** The latest first. */
  async list(query: {
    limit: number;
    cursor?: string;
  }): Promise<Page<Checkpoint>> {
    const cursor = query.cursor
      ? decodeCursor(query.cursor, position)
      : undefined;
    const asked = this.#database<Row>('audit_checkpoints')
      .orderBy('tree_size', cursor?.back ? 'asc' : 'desc')
      .limit(query.limit + 1);
    if (cursor) {
      asked.where('tree_size', cursor.back ? '>' : '<', cursor.position);
    }
    const { rows, pageInfo } = cutPage(await asked, query.limit, cursor, row =>
      Number(row.tree_size),
    );
    return { items: rows.map(toCheckpoint), pageInfo };
  }
}
