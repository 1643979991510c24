import { Knex } from 'knex';
import { isPostgres } from './database';
import { prepared } from './prepared';

/**
 * Sends what is written to several tables, on PostgreSQL as one statement: the way to the database and back is most of what a
 * small statement costs. Elsewhere it takes a transaction to write all of it or none. No two of them may write the same row,
 * and none sees what another one writes.
 *
 * @returns what the first one answers: of an update, how many rows it touched
 */
export async function inOneStatement(
  knex: Knex,
  first: Knex.QueryBuilder,
  others: Knex.QueryBuilder[],
): Promise<unknown> {
  if (isPostgres(knex)) {
    others.forEach((other, index) => first.with(`also_${index}`, other));
    return prepared(first);
  }
  const answer = await first;
  for (const other of others) {
    await other;
  }
  return answer;
}
