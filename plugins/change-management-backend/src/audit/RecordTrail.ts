import {
  EventEnvelope,
  RecordEvent,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toCanonicalJson } from '../platform/canonical';
import { toIsoTime } from '../platform/database';
import { ChainHead, emptyChain, linkTo } from './chain';

/** An act, before it has its place in the trail. */
export type RecordAct = { type: string } & Record<string, unknown>;

/** The audit trail of records other than changes, hash-chained per record, append-only; in the table `record_events`. */
export class RecordTrail {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Writes acts in the transaction that makes them true. The caller holds the record's own row, so that two of its acts
   * never meet here.
   *
   * @param subject - the record, as `policy:1.1`
   */
  async append(
    tx: Knex.Transaction,
    subject: string,
    acts: RecordAct[],
    envelope: EventEnvelope,
  ): Promise<RecordEvent[]> {
    const last: ChainHead | undefined = await tx('record_events')
      .where({ subject })
      .orderBy('sequence', 'desc')
      .first('sequence', 'hash');
    const events = linkTo({ subject }, last ?? emptyChain, acts, envelope);
    await tx('record_events').insert(
      events.map(event => ({
        subject,
        sequence: event.sequence,
        type: event.type,
        actor: event.actor,
        occurred_at: event.occurredAt,
        data: toCanonicalJson(event.data),
        previous_hash: event.previousHash,
        hash: event.hash,
      })),
    );
    return events;
  }

  /** Everything that happened to the record, oldest first; within a transaction, what that has written included. */
  async list(
    subject: string,
    knex: Knex = this.#database,
  ): Promise<RecordEvent[]> {
    const rows = await knex('record_events')
      .where({ subject })
      .orderBy('sequence', 'asc');
    return rows.map(row => ({
      subject,
      sequence: row.sequence,
      type: row.type,
      actor: row.actor,
      occurredAt: toIsoTime(row.occurred_at),
      data: JSON.parse(row.data),
      previousHash: row.previous_hash,
      hash: row.hash,
    }));
  }
}
