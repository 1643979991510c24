import {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { auditExportQuerySchema } from 'backstage-plugin-change-management-common';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ActorDirectory } from '../people/ActorDirectory';
import { audited } from '../platform/audited';
import { explained } from '../platform/explained';
import { parse } from '../platform/parse';
import { requireTrailReader } from './auditReaders';
import { Exporter } from './Exporter';

const types = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Some lines at a time: one piece for each would cost more than the line. */
async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += `${line}\n`;
    if (piece.length > 64 * 1024) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/**
 * The one route that answers with a file that may be longer than memory; so it stands beside the routes of the contract. An
 * answer that fails half-way is cut off, so that nobody takes it for whole.
 */
export function createExportRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  logger: LoggerService;
  actors: ActorDirectory;
  exporter: Exporter;
}): express.Router {
  const { httpAuth, auditor, logger, actors, exporter } = options;
  const router = PromiseRouter();
  router.get('/audit/export', async (request, response) => {
    await explained(logger, false, async () => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user'],
      });
      await audited(
        auditor,
        { eventId: 'export-trail', severityLevel: 'medium', request },
        async () => {
          const { format, ...range } = parse(
            auditExportQuerySchema,
            request.query,
          );
          const actor = await actors.getActor(credentials, { orStale: true });
          requireTrailReader(actor, 'export');
          const lines = await exporter.open(format, range);
          response
            .type(types[format])
            .set('Cache-Control', 'no-store')
            .set(
              'Content-Disposition',
              `attachment; filename="audit-trail.${format}"`,
            );
          await pipeline(Readable.from(inPieces(lines)), response);
        },
      );
    });
  });
  return router;
}
