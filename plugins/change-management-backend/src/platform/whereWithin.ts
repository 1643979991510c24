import { Knex } from 'knex';

/** Limits a query to a time: from its beginning on and before its end. */
export function whereWithin(
  query: Knex.QueryBuilder,
  column: string,
  { from, to }: { from?: string; to?: string },
): Knex.QueryBuilder {
  if (from) {
    query.where(column, '>=', from);
  }
  if (to) {
    query.where(column, '<', to);
  }
  return query;
}
