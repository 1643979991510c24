import { CoverageQuery } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isPostgres } from './database';

/** How much of something there was in a group, and how much of it had a change. */
export interface Counted {
  /** An entity, a system, or a month such as `2026-11`; undefined for what is part of no system. */
  key?: string;
  number: number;
  covered: number;
}

/** The SQL by which rows are grouped; months are those of UTC. */
export function groupKey(
  database: Knex,
  groupBy: CoverageQuery['groupBy'],
  columns: { entity: string; system: string; time: string },
): string {
  switch (groupBy) {
    case 'entity':
      return columns.entity;
    case 'system':
      return columns.system;
    default:
      return isPostgres(database)
        ? `to_char(${columns.time} at time zone 'UTC', 'YYYY-MM')`
        : `substr(${columns.time}, 1, 7)`;
  }
}

/** What a query with `key`, `number` and `covered` counts from a time on and before another. */
export async function counted(
  query: Knex.QueryBuilder,
  time: string,
  { from, to }: Pick<CoverageQuery, 'from' | 'to'>,
): Promise<Counted[]> {
  if (from) {
    query.where(time, '>=', from);
  }
  if (to) {
    query.where(time, '<', to);
  }
  const rows: any[] = await query;
  return rows.map(({ key, number, covered }) => ({
    key: key ?? undefined,
    number: Number(number),
    covered: Number(covered),
  }));
}
