import { Knex } from 'knex';
import { isPostgres } from '../platform/database';

/**
 * Inserts any number of rows in one statement, all of the same columns. They go as one value: to bind ten thousand is most of
 * what inserting them would cost.
 */
export async function insertRows(
  tx: Knex.Transaction,
  table: string,
  rows: object[],
): Promise<void> {
  if (rows.length === 0) {
    return;
  }
  const columns = Object.keys(rows[0]);
  const values = isPostgres(tx)
    ? `SELECT ${columns} FROM json_populate_recordset(NULL::${table}, ?)`
    : `SELECT ${columns.map(
        column => `value ->> '${column}'`,
      )} FROM json_each(?)`;
  await tx.raw(
    `INSERT INTO ${table} (${columns}) ${values}`,
    JSON.stringify(rows),
  );
}
