import { z } from 'zod';
import {
  auditExportQuerySchema,
  auditKeysSchema,
  auditVerdictSchema,
  checkpointPageSchema,
  checkpointSchema,
  consistencyProofSchema,
  consistencyQuerySchema,
  inclusionProofSchema,
  inclusionQuerySchema,
  leafRangeQuerySchema,
  trailPageSchema,
  trailQuerySchema,
} from '../audit';
import { pageQuerySchema } from '../lists';
import { get, Route } from './route';

/** A route that reads, with a query. */
function ask<Q extends z.ZodType, R extends z.ZodType>(
  path: string,
  summary: string,
  query: Q,
  response: R,
) {
  return { ...get(path, summary, response), query } as const;
}

/** The audit trail as a whole: its events, the sealed log, and whether both are as they were. */
export const auditRoutes = {
  listTrail: ask(
    '/audit/events',
    'Everything that happened, the latest first',
    trailQuerySchema,
    trailPageSchema,
  ),
  listCheckpoints: ask(
    '/audit/checkpoints',
    'Sealed states of the log, the latest first',
    pageQuerySchema,
    checkpointPageSchema,
  ),
  getLatestCheckpoint: get(
    '/audit/checkpoints/latest',
    'The latest sealed state of the log',
    checkpointSchema,
  ),
  getAuditKeys: get(
    '/audit/keys',
    'Public keys that checkpoints are verified with',
    auditKeysSchema,
  ),
  proveInclusion: ask(
    '/audit/proofs/inclusion',
    'That the log of some size holds a leaf',
    inclusionQuerySchema,
    inclusionProofSchema,
  ),
  proveConsistency: ask(
    '/audit/proofs/consistency',
    'That the log goes on from an earlier size, unchanged',
    consistencyQuerySchema,
    consistencyProofSchema,
  ),
  verifyTrail: ask(
    '/audit/verify',
    'Whether every event, chain, seal and signature is sound, and else the first that is not',
    leafRangeQuerySchema,
    auditVerdictSchema,
  ),
  exportTrail: {
    ...ask(
      '/audit/export',
      'The sealed log as a file, to be verified offline or read as a table',
      auditExportQuerySchema,
      z.never(),
    ),
    files: { ndjson: 'application/x-ndjson', csv: 'text/csv' },
  },
} satisfies Record<string, Route>;
