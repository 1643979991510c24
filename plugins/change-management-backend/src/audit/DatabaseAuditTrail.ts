import {
  AuditEvent,
  Page,
  purgedData,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { toCanonicalJson } from '../platform/canonical';
import { cutPage, decodeCursor } from '../platform/cursor';
import { toIsoTime } from '../platform/database';
import { AuditTrail, TrailQuery } from './AuditTrail';

const position = z.number().int().min(0).max(2_147_483_647);

/** The row of `audit_events`. */
export function toEventRow(changeNumber: number, event: AuditEvent) {
  return {
    change_number: changeNumber,
    sequence: event.sequence,
    type: event.type,
    actor: event.actor,
    occurred_at: event.occurredAt,
    data: toCanonicalJson(event.data),
    previous_hash: event.previousHash,
    hash: event.hash,
  };
}

/** The trail in the table `audit_events`. */
export class DatabaseAuditTrail implements AuditTrail {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  appending(
    knex: Knex,
    changeNumber: number,
    events: AuditEvent[],
  ): Knex.QueryBuilder[] {
    const rows = events.map(event => toEventRow(changeNumber, event));
    return [knex('audit_events').insert(rows)];
  }

  async typeOf(
    changeNumber: number,
    sequence: number,
  ): Promise<string | undefined> {
    const row = await this.#database('audit_events')
      .where({ change_number: changeNumber, sequence })
      .first('type');
    return row?.type;
  }

  async list(
    changeNumber: number,
    changeId: string,
    { limit, types, cursor: text }: TrailQuery,
  ): Promise<Page<AuditEvent>> {
    const cursor =
      text === undefined ? undefined : decodeCursor(text, position);
    const query = this.#database('audit_events')
      .where('change_number', changeNumber)
      .orderBy('sequence', cursor?.back ? 'desc' : 'asc')
      .limit(limit + 1);
    if (types) {
      // An entry or a comment without its content is none any more.
      query.whereIn('type', types).whereNot('data', purgedData);
    }
    if (cursor) {
      query.where('sequence', cursor.back ? '<' : '>', cursor.position);
    }
    const { rows, pageInfo } = cutPage(
      await query,
      limit,
      cursor,
      row => row.sequence as number,
    );
    const items = rows.map(row => ({
      changeId,
      sequence: row.sequence,
      type: row.type,
      actor: row.actor,
      occurredAt: toIsoTime(row.occurred_at),
      data: JSON.parse(row.data),
      previousHash: row.previous_hash,
      hash: row.hash,
    }));
    return { items, pageInfo };
  }
}
