import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { isPostgres } from './database';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const directory = resolvePackagePath(
  'backstage-plugin-change-management-backend',
  'migrations',
);

async function tablesOf(knex: Knex): Promise<string[]> {
  const rows = isPostgres(knex)
    ? (
        await knex.raw(
          `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()`,
        )
      ).rows
    : await knex.raw(`SELECT name FROM sqlite_master WHERE type = 'table'`);
  return rows
    .map((row: { name: string }) => row.name)
    .filter((name: string) => !/^(knex|sqlite)_/.test(name))
    .sort();
}

describe.each(supported)('migrations, %s', engine => {
  it('go up, down to nothing, and up again', async () => {
    const knex = await databases.init(engine);
    await knex.migrate.latest({ directory });
    const tables = await tablesOf(knex);
    expect(tables).toEqual(
      expect.arrayContaining([
        'audit_events',
        'change_entities',
        'change_parties',
        'changes',
        'idempotency_keys',
        'seed_runs',
      ]),
    );
    await knex.migrate.rollback({ directory }, true);
    expect(await tablesOf(knex)).toEqual([]);
    await knex.migrate.latest({ directory });
    expect(await tablesOf(knex)).toEqual(tables);
  });

  it('give every index and constraint a name of our own', async () => {
    const knex = await databases.init(engine);
    await knex.migrate.latest({ directory });
    const rows = isPostgres(knex)
      ? (
          await knex.raw(
            `SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema()`,
          )
        ).rows
      : await knex.raw(
          `SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`,
        );
    const names = rows
      .map((row: { name: string }) => row.name)
      .filter((name: string) => !name.startsWith('knex_'));
    expect(names).toContain('change_entities_history_idx');
    for (const name of names) {
      expect(name).toMatch(/_(idx|pk|uq|pkey)$/);
    }
  });
});
