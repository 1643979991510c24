import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const migrations = resolvePackagePath(
  'backstage-plugin-change-management-backend',
  'migrations',
);

/** The plugin's database, brought up to date unless the installation migrates it by other means. */
export async function connect(database: DatabaseService): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({ directory: migrations });
  }
  return client;
}

export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client.includes('pg');
}

/** PostgreSQL gives times as `Date`, SQLite as the text that was stored. */
export function toIsoTime(value: Date | string | number): string {
  return new Date(value).toISOString();
}
