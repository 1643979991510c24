// What it costs to seal and to verify the audit trail.
import { ask, databaseOf } from './postgres.mjs';
import { measureAudit } from './programs.mjs';

export async function benchAudit(connectionString, size) {
  console.log(`\n### The audit trail: ${size} events of a kilobyte\n`);
  await ask(connectionString, 'CREATE DATABASE audit_bench');
  await measureAudit(databaseOf(connectionString, 'audit_bench'), size);
}
