import {
  BindingWindow,
  Page,
  ScheduleWindow,
  WindowKind,
  WindowStatus,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { cutPage, decodeCursor } from '../platform/cursor';
import { isPostgres } from '../platform/database';

const position = z.number().int().min(0).max(2_147_483_647);

/** `WIN-7` */
function toWindowId(number: number): string {
  return `WIN-${number}`;
}

/** The number in an id, in any case of letters; undefined for what cannot be one. */
function toWindowNumber(id: string): number | undefined {
  const [, digits] = /^WIN-([1-9]\d{0,8})$/i.exec(id) ?? [];
  return digits ? Number(digits) : undefined;
}

function toRow(window: ScheduleWindow) {
  const { kind, status, revision } = window;
  return { kind, status, revision, document: JSON.stringify(window) };
}

/** Maintenance windows and freezes in the table `schedule_windows`. */
export class WindowStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Stores a new window under the next number; `make` gets its id. */
  async insert(
    tx: Knex.Transaction,
    make: (id: string) => ScheduleWindow,
  ): Promise<ScheduleWindow> {
    const [{ number }] = await tx('schedule_windows')
      .insert({ kind: '', status: '', revision: 0, document: '{}' })
      .returning('number');
    const window = make(toWindowId(number));
    await tx('schedule_windows').where({ number }).update(toRow(window));
    return window;
  }

  async get(id: string): Promise<ScheduleWindow | undefined> {
    return this.#read(this.#database, id);
  }

  /** The window, held so that nobody else can write it before the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<ScheduleWindow | undefined> {
    return this.#read(tx, id, query => isPostgres(tx) && query.forUpdate());
  }

  async update(tx: Knex.Transaction, window: ScheduleWindow): Promise<void> {
    await tx('schedule_windows')
      .where({ number: toWindowNumber(window.id) })
      .update(toRow(window));
  }

  /** Every window and freeze in force. */
  async inForce(knex: Knex = this.#database): Promise<BindingWindow[]> {
    const rows = await knex('schedule_windows')
      .where({ status: 'approved' })
      .orderBy('number')
      .select('document');
    return rows.map(row => JSON.parse(row.document));
  }

  /** Every window and freeze that is in force, or may come to be. */
  async notRetired(): Promise<ScheduleWindow[]> {
    const rows = await this.#database('schedule_windows')
      .whereIn('status', ['approved', 'draft'])
      .orderBy('number')
      .select('document');
    return rows.map(row => JSON.parse(row.document));
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find(asked: {
    kind?: WindowKind[];
    status: WindowStatus[];
    limit: number;
    cursor?: string;
  }): Promise<Page<ScheduleWindow>> {
    const { kind, status, limit, cursor: text } = asked;
    const cursor =
      text === undefined ? undefined : decodeCursor(text, position);
    const query = this.#database('schedule_windows')
      .whereIn('status', status)
      .orderBy('number', cursor?.back ? 'asc' : 'desc')
      .limit(limit + 1)
      .select('number', 'document');
    if (kind) {
      query.whereIn('kind', kind);
    }
    if (cursor) {
      query.where('number', cursor.back ? '>' : '<', cursor.position);
    }
    const { rows, pageInfo } = cutPage(
      await query,
      limit,
      cursor,
      row => row.number as number,
    );
    return { items: rows.map(row => JSON.parse(row.document)), pageInfo };
  }

  async #read(
    knex: Knex,
    id: string,
    modify: (query: Knex.QueryBuilder) => unknown = () => undefined,
  ): Promise<ScheduleWindow | undefined> {
    const number = toWindowNumber(id);
    const row =
      number &&
      (await knex('schedule_windows')
        .where({ number })
        .modify(modify)
        .first('document'));
    return row ? JSON.parse(row.document) : undefined;
  }
}
