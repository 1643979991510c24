import { Knex } from 'knex';
import { isPostgres } from '../platform/database';

/** Takes the triggers away that protect the trail, as somebody would who tampers with it. */
export async function dropTrailGuards(knex: Knex): Promise<void> {
  const statements: { drop: string }[] = isPostgres(knex)
    ? (
        await knex.raw(
          `SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS drop FROM pg_trigger
           JOIN pg_class ON pg_class.oid = tgrelid WHERE relnamespace = current_schema()::regnamespace AND tgname LIKE '%_guard'`,
        )
      ).rows
    : await knex.raw(
        `SELECT 'DROP TRIGGER ' || name AS "drop" FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_guard_%'`,
      );
  for (const { drop } of statements) {
    await knex.raw(drop);
  }
}
