// What it costs to look at a schedule of 2,000 open changes, and at one of them.
import { ask, databaseOf } from './postgres.mjs';
import { measureSchedule } from './programs.mjs';

export async function benchSchedule(connectionString) {
  console.log('\n### The schedule: 2,000 open changes, 5,000 entities\n');
  await ask(connectionString, 'CREATE DATABASE schedule_bench');
  await measureSchedule(databaseOf(connectionString, 'schedule_bench'));
}
