import { Knex } from 'knex';

// SQLite takes no more rows than this in one statement.
const most = 400;

/** Inserts any number of rows. */
export async function insertRows(
  tx: Knex.Transaction,
  table: string,
  rows: object[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += most) {
    await tx(table).insert(rows.slice(at, at + most));
  }
}
