import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';

const connection = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** Both engines that the plugin supports. */
export const engines: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

/** To be called once per test file; a continuous build without PostgreSQL fails instead of skipping half of the tests. */
export function createDatabases(): {
  databases: TestDatabases;
  supported: [TestDatabaseId][];
} {
  const databases = TestDatabases.create({ ids: engines });
  const supported = databases.eachSupportedId();
  if (process.env.CI && supported.length < engines.length) {
    throw new Error(`Set ${connection}: the tests need PostgreSQL, too.`);
  }
  return { databases, supported };
}
