import { AuditEvent, Page } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** One page of a trail. */
export interface TrailQuery {
  limit: number;
  cursor?: string;
  /** Events of these types only. */
  types?: string[];
}

/** The audit trail: what happened to each change, in order, hash-chained, append-only. */
export interface AuditTrail {
  /** What writes events, made by `link`, together with what makes them true. */
  appending(
    knex: Knex,
    changeNumber: number,
    events: AuditEvent[],
  ): Knex.QueryBuilder[];
  /** The type of one event; undefined where there is none. */
  typeOf(changeNumber: number, sequence: number): Promise<string | undefined>;
  /** Events of one change, oldest first. */
  list(
    changeNumber: number,
    changeId: string,
    query: TrailQuery,
  ): Promise<Page<AuditEvent>>;
}
