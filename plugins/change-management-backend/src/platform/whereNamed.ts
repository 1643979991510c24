import { Knex } from 'knex';

/** Limits a query to rows with one of some values, or with none at all where `none` is among them. */
export function whereNamed(
  query: Knex.QueryBuilder,
  column: string,
  values: string[],
): void {
  query.where(either => {
    either.whereIn(
      column,
      values.filter(value => value !== 'none'),
    );
    if (values.includes('none')) {
      either.orWhereNull(column);
    }
  });
}
