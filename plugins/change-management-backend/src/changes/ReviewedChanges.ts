import { Change, ReviewRow } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { isPostgres, toIsoTime } from '../platform/database';
import { readDocument } from './documents';

/** From a time on and before another; ISO 8601, UTC. */
export interface Span {
  from: string;
  to: string;
}

const columns = [
  'changes.number',
  'changes.title',
  'changes.type',
  'changes.category',
  'changes.state',
  'changes.close_code',
  'changes.risk_level',
  'changes.requested_by',
  'changes.actual_start',
];

function toRow(row: Record<string, any>): ReviewRow {
  return {
    changeId: toChangeId(row.number),
    title: row.title,
    type: row.type,
    category: row.category ?? undefined,
    state: row.state,
    closeCode: row.close_code ?? undefined,
    riskLevel: row.risk_level ?? undefined,
    requestedBy: row.requested_by,
    startedAt: row.actual_start ? toIsoTime(row.actual_start) : undefined,
    ...(row.events && { events: Number(row.events), lastHash: row.last_hash }),
  };
}

/** What reviews look at: all changes of a span of time, by their number; without their long texts, as there may be many. */
export class ReviewedChanges {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Changes that something happened to, with how much that was and the hash of the last of it. */
  async touched(span: Span): Promise<ReviewRow[]> {
    const touched = this.#events(span)
      .select('change_number')
      .count({ events: '*' })
      .max({ last: 'sequence' })
      .groupBy('change_number')
      .as('touched');
    const rows = await this.#database
      .from(touched)
      .join('changes', 'changes.number', 'touched.change_number')
      .join('audit_events', join =>
        join
          .on('audit_events.change_number', 'touched.change_number')
          .on('audit_events.sequence', 'touched.last'),
      )
      .orderBy('changes.number')
      .select(...columns, 'touched.events', {
        last_hash: 'audit_events.hash',
      });
    return rows.map(toRow);
  }

  /** Changes that were started. */
  async started({ from, to }: Span): Promise<ReviewRow[]> {
    const rows = await this.#database('changes')
      .where('actual_start', '>=', from)
      .where('actual_start', '<', to)
      .orderBy('number')
      .select(...columns);
    return rows.map(toRow);
  }

  /** All that happened to changes, counted by itself. */
  async countEvents(span: Span): Promise<number> {
    const [{ count }] = await this.#events(span).count({ count: '*' });
    return Number(count);
  }

  /** When the oldest change was requested. */
  async firstAt(): Promise<string | undefined> {
    const first = await this.#database('changes')
      .orderBy('created_at')
      .first('created_at');
    return first && toIsoTime(first.created_at);
  }

  /** Ids of the changes that are being reviewed now. */
  async inReview(): Promise<string[]> {
    const rows = await this.#database('changes')
      .where({ state: 'review' })
      .orderBy('number')
      .select('number');
    return rows.map(({ number }) => toChangeId(number));
  }

  /** One of these, held so that nobody moves it on; undefined where somebody has meanwhile. */
  async holdInReview(
    tx: Knex.Transaction,
    id: string,
  ): Promise<Change | undefined> {
    const row = await tx('changes')
      .where({ number: toChangeNumber(id), state: 'review' })
      .modify(query => isPostgres(tx) && query.forUpdate())
      .first('document');
    return row && readDocument(row.document);
  }

  #events({ from, to }: Span): Knex.QueryBuilder {
    return this.#database('audit_events')
      .where('occurred_at', '>=', from)
      .where('occurred_at', '<', to);
  }
}
