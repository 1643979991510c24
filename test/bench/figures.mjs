// What a year's figures cost, with all of these changes started within the year.
import { ask, databaseOf } from './postgres.mjs';
import { measureFigures } from './programs.mjs';

export async function benchFigures(connectionString, size) {
  console.log(`\n### Figures: ${size} changes in a year\n`);
  await ask(connectionString, 'CREATE DATABASE figures_bench');
  await measureFigures(databaseOf(connectionString, 'figures_bench'), size);
}
