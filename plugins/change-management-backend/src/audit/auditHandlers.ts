import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { ActorDirectory } from '../people/ActorDirectory';
import { requireWhole } from '../permissions/Grants';
import { Call, Handlers } from '../platform/createRouter';
import { Download, readableLines } from '../platform/Download';
import { Audit } from './createAudit';
import { isTrailReader, requireTrailReader } from './auditReaders';

const types = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Routes of the audit trail as a whole. Checkpoints, keys and proofs hold nothing but hashes: whoever signs in may read them. */
export function createAuditHandlers(options: {
  actors: ActorDirectory;
  audit: Audit;
  reader: ChangeReader;
  viewerOf: (call: Pick<Call, 'credentials'>) => Promise<Caller>;
  clock: () => Date;
}): Pick<
  Handlers,
  | 'listTrail'
  | 'listCheckpoints'
  | 'getLatestCheckpoint'
  | 'getAuditKeys'
  | 'proveInclusion'
  | 'proveConsistency'
  | 'verifyTrail'
  | 'exportTrail'
  | 'getLatestVerification'
> {
  const { actors, audit, reader, viewerOf, clock } = options;
  const { checkpoints, proofs, origin, keys } = audit;
  return {
    async listTrail(call) {
      const viewer = await viewerOf(call);
      const { actor, grants } = viewer;
      const page = await audit.finder.find(call.query, {
        changes: [grants.visible, grants.auditable],
        // Records speak of changes, too: nobody learns from them what they may not read.
        records:
          isTrailReader(actor) &&
          grants.visible === 'all' &&
          grants.auditable === 'all' &&
          grants.configuration.visible === 'all',
      });
      // Who reads records sees everything; of changes, one question for the whole page.
      const told = await reader.withhold(
        viewer,
        page.items.flatMap(({ event }) => ('changeId' in event ? event : [])),
      );
      const items = page.items.map(entry =>
        'changeId' in entry.event ? { ...entry, event: told.shift()! } : entry,
      );
      return { ...page, items };
    },
    listCheckpoints: ({ query }) => checkpoints.list(query),
    getLatestCheckpoint: () => checkpoints.getLatest(),
    getAuditKeys: async () => ({ origin, ...keys.published(clock()) }),
    proveInclusion: ({ query }) => proofs.inclusion(query),
    proveConsistency: ({ query }) => proofs.consistency(query),
    async verifyTrail(call) {
      const { credentials } = call;
      const actor = await actors.getActor(credentials, { orStale: true });
      requireTrailReader(actor, 'verify');
      const { from, to } = call.query;
      return from === undefined && to === undefined
        ? audit.verifications.verify(actor.userRef)
        : audit.verifier.verify(call.query);
    },
    async getLatestVerification({ credentials }) {
      const actor = await actors.getActor(credentials, { orStale: true });
      requireTrailReader(actor, 'see the verification of');
      const latest = await audit.verifications.findLatest();
      return { ...(latest && { latest }) };
    },
    async exportTrail({ credentials, query: { format, ...part } }) {
      const { actor, grants } = await viewerOf({ credentials });
      requireTrailReader(actor, 'export');
      requireWhole(grants);
      const lines = await audit.exporter.open(format, part);
      return new Download({
        type: types[format],
        filename: `audit-trail.${format}`,
        content: readableLines(lines),
      });
    },
  };
}
