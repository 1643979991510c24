import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import knex, { Knex } from 'knex';
import { Inside } from './checks';
import { Database } from './Database';
import { form } from './life';
import { Person } from './people';
import { Portal } from './Portal';

const names = ['amina', 'tarik', 'youssef', 'salma', 'hind', 'omar'] as const;
type People = Record<(typeof names)[number], Person>;

/** Portals on one database, and people who have signed in. */
export interface Scene {
  portals: Portal[];
  people: People;
  /** Looks into the databases for as long as `look` takes. */
  inside<T>(look: (inside: Inside) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

/** The same with a PostgreSQL that can be taken away from them. */
export interface PostgresScene extends Scene {
  database: Database;
  /** Takes the database of one plugin away for as long as the act takes. */
  without(plugin: string, act: () => Promise<void>): Promise<void>;
}

/** Several processes on one PostgreSQL. */
export async function onPostgres(count: number): Promise<PostgresScene> {
  const database = await Database.start();
  const connect = (name: string) =>
    knex({ client: 'pg', connection: `${database.connectionString}/${name}` });
  const nameOf = (plugin: string) => `backstage_plugin_${plugin}`;
  const allow = async (plugin: string, allowed: boolean) => {
    const admin = connect('postgres');
    const name = nameOf(plugin);
    await admin.raw(`ALTER DATABASE ?? ALLOW_CONNECTIONS ${allowed}`, [name]);
    await admin('pg_stat_activity')
      .where('datname', name)
      .select(admin.raw('pg_terminate_backend(pid)'));
    await admin.destroy();
  };
  const environment = {
    APP_CONFIG_backend_database_client: 'pg',
    APP_CONFIG_backend_database_connection: database.connectionString,
  };
  const portals: Portal[] = [];
  const end = async () => {
    await endAll(portals);
    await database.remove();
  };
  try {
    // One after another: the first makes the databases.
    for (let i = 1; i <= count; i++) {
      portals.push(await Portal.start(`postgres-${i}`, environment));
    }
    return {
      ...(await populate(portals, plugin => connect(nameOf(plugin)))),
      database,
      async without(plugin, act) {
        await allow(plugin, false);
        await act().finally(() => allow(plugin, true));
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** One process on files of its own. */
export async function onSqlite(): Promise<Scene> {
  const directory = mkdtempSync(join(tmpdir(), 'change-management-faults-'));
  const open = (plugin: string) =>
    knex({
      client: 'better-sqlite3',
      connection: { filename: join(directory, `${plugin}.sqlite`) },
      useNullAsDefault: true,
    });
  process.once('exit', () =>
    rmSync(directory, { recursive: true, force: true }),
  );
  const portals: Portal[] = [];
  const end = () => endAll(portals);
  try {
    portals.push(
      await Portal.start('sqlite', {
        APP_CONFIG_backend_database_client: 'better-sqlite3',
        APP_CONFIG_backend_database_connection_directory: directory,
      }),
    );
    return { ...(await populate(portals, open)), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function populate(portals: Portal[], open: (plugin: string) => Knex) {
  const people = {} as People;
  for (const name of names) {
    people[name] = await Person.signIn(portals[0].url, name);
  }
  await knowsEntities(portals[0], people.amina);
  // Everybody is known everywhere before anything is taken away.
  for (const { url } of portals) {
    await Promise.all(names.map(name => people[name].ask(url, 'listChanges')));
  }
  return {
    portals,
    people,
    async inside<T>(look: (inside: Inside) => Promise<T>): Promise<T> {
      const inside = {
        changes: open('change-management'),
        notifications: open('notifications'),
      };
      try {
        return await look(inside);
      } finally {
        await inside.changes.destroy();
        await inside.notifications.destroy();
      }
    },
  };
}

/** Waits until the catalog of a new portal knows what is going to be changed, and whose it is. */
async function knowsEntities({ url }: Portal, reader: Person): Promise<void> {
  const body = form('Is it there?');
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { impact } = await reader.ask(url, 'previewChange', { body });
    if (impact.direct[0].owners.length > 0) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`${body.affectedEntities} is not in the catalog.`);
    }
    await setTimeout(500);
  }
}

async function endAll(portals: Portal[]) {
  await Promise.all(
    portals.filter(({ isUp }) => isUp).map(portal => portal.kill()),
  );
}
