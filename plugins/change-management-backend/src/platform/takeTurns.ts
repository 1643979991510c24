import { Knex } from 'knex';
import { isPostgres } from './database';

/**
 * Until the transaction ends, nobody else does the same, whatever replica they ask: the second one waits here. It holds where
 * there may be no row yet that could be locked. On SQLite one transaction runs at a time anyway.
 */
export async function takeTurns(
  tx: Knex.Transaction,
  what: string,
): Promise<void> {
  if (isPostgres(tx)) {
    await tx.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [what]);
  }
}
