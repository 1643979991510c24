import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { keepPlans } from './prepared';

const migrations = resolvePackagePath(
  'backstage-plugin-change-management-backend',
  'migrations',
);

/** Milliseconds for which a connection is waited for, and for which one piece of work may hold it. */
export const HELD_AT_MOST = 10_000;

/** The plugin's database, brought up to date unless the installation migrates it by other means. */
export async function connect(database: DatabaseService): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await migrate(client);
  }
  if (isPostgres(client)) {
    limitWaiting(client, HELD_AT_MOST);
    keepPlans(client);
  }
  return client;
}

/** Replicas that start together take turns: to find the tables being made by another one would be an error. */
async function migrate(client: Knex): Promise<void> {
  const toLatest = () => client.migrate.latest({ directory: migrations });
  if (!isPostgres(client)) {
    await toLatest();
    return;
  }
  await client.transaction(async tx => {
    await takeTurns(tx, 'change-management migrations');
    await toLatest();
  });
}

/** What is used of the driver's connection: its end, which fails whatever waits for an answer on it. */
interface Connection {
  end(): Promise<void>;
}

/**
 * A server that hangs, or a network that swallows packets, says nothing: without a limit, work would wait for it for
 * minutes, and so would whoever gets the same connection afterwards. Ending the connection fails all that waits on it,
 * BEGIN and COMMIT included, and the pool makes a new one. No work of this plugin comes near the limit.
 */
export function limitWaiting(client: Knex, millis: number): void {
  const { pool } = client.client;
  for (const limit of ['acquireTimeoutMillis', 'createTimeoutMillis']) {
    pool[limit] = Math.min(pool[limit], millis);
  }
  const timers = new WeakMap<object, NodeJS.Timeout>();
  pool.on('acquireSuccess', (_: number, connection: Connection) =>
    timers.set(
      connection,
      setTimeout(() => connection.end().catch(() => {}), millis),
    ),
  );
  pool.on('release', (connection: Connection) =>
    clearTimeout(timers.get(connection)),
  );
}

export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client.includes('pg');
}

/** PostgreSQL gives times as `Date`, SQLite as the text that was stored. */
export function toIsoTime(value: Date | string | number): string {
  return new Date(value).toISOString();
}

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
