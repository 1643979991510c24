import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import fs from 'node:fs';
import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { isPostgres } from './database';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const directory = resolvePackagePath(
  'backstage-plugin-change-management-backend',
  'migrations',
);

const freeze = {
  kind: 'freeze',
  title: 'Year end',
  reason: 'The books are closed',
  start: '2035-12-20T00:00:00Z',
  durationMinutes: 600,
  timeZone: 'Africa/Casablanca',
  scope: {},
};
const incident = {
  title: 'Nobody can order',
  severity: 'high',
  startedAt: '2026-11-20T10:00:00Z',
  entityRefs: ['component:default/orders'],
};

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

  it('go down and up one by one with what people have stored, and lose no change and no event', async () => {
    const knex = await databases.init(engine);
    const before = await startPortal({ knex });
    // The closed one first: no other is in its way then, so the watch has nothing to note on any of them meanwhile.
    const states = ['closed', 'draft', 'authorization', 'scheduled'] as const;
    for (const state of states) {
      const { id } = await before.ask('amina', 'createChange', {
        body: form(),
      });
      await before.step('amina', 'addComment', id, { text: 'Seen' });
      await walk(before, id, state);
    }
    await before.ask('salma', 'createWindow', { body: freeze });
    await before.ask('salma', 'recordIncident', { body: incident });
    const stored = async (portal: typeof before) => {
      const { items } = await portal.ask('hind', 'listChanges');
      const trails = items.map(({ id }: { id: string }) =>
        portal.ask('hind', 'listAuditEvents', { path: { id } }),
      );
      return { items, trails: await Promise.all(trails) };
    };
    const known = await stored(before);
    await before.stop();

    const names = fs
      .readdirSync(directory)
      .filter(name => name.endsWith('.js'))
      .sort();
    for (const name of names.slice(1).reverse()) {
      await knex.migrate.down({ directory, name });
      await knex.migrate.up({ directory, name });
      await knex.migrate.down({ directory, name });
    }
    await knex.migrate.latest({ directory });

    const after = await startPortal({ knex });
    expect(await stored(after)).toEqual(known);
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
