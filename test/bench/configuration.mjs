// What a configuration item costs that has many versions.
import { ask, databaseOf } from './postgres.mjs';
import { measureConfiguration } from './programs.mjs';

export async function benchConfiguration(connectionString, size) {
  console.log(`\n### Configuration: one item with ${size} versions\n`);
  await ask(connectionString, 'CREATE DATABASE configuration_bench');
  await measureConfiguration(
    databaseOf(connectionString, 'configuration_bench'),
    size,
  );
}
