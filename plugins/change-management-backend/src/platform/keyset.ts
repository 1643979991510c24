import { Page } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { cutPage, decodeCursor } from './cursor';
import { toIsoTime } from './database';

const position = z.object({
  at: z.iso.datetime(),
  number: z.number().int().min(0).max(2_147_483_647),
});

/**
 * One page of rows that have a `number`, the last one first by a column of time.
 *
 * @throws InputError for a cursor that this list has not given out
 */
export async function latestFirst<Row extends { number: number }, T>(
  query: Knex.QueryBuilder<any, Row[]>,
  column: keyof Row & string,
  asked: { limit: number; cursor?: string },
  toItem: (row: Row) => T,
): Promise<Page<T>> {
  const cursor =
    asked.cursor === undefined
      ? undefined
      : decodeCursor(asked.cursor, position);
  const order = cursor?.back ? 'asc' : 'desc';
  query
    .orderBy([
      { column, order },
      { column: 'number', order },
    ])
    .limit(asked.limit + 1);
  if (cursor) {
    query.whereRaw(`(??, number) ${cursor.back ? '>' : '<'} (?, ?)`, [
      column,
      cursor.position.at,
      cursor.position.number,
    ]);
  }
  const { rows, pageInfo } = cutPage(
    (await query) as Row[],
    asked.limit,
    cursor,
    row => ({ at: toIsoTime(row[column] as string), number: row.number }),
  );
  return { items: rows.map(toItem), pageInfo };
}

/** The number in an id such as `DEP-7`, in any case of letters; undefined for what cannot be one. */
export function numberIn(prefix: string, id: string): number | undefined {
  const [, digits] =
    new RegExp(`^${prefix}-([1-9]\\d{0,8})$`, 'i').exec(id) ?? [];
  return digits ? Number(digits) : undefined;
}
