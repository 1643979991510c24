import {
  changeAuditPermission,
  PackQuery,
} from 'backstage-plugin-change-management-common';
import { requireTrailReader } from '../audit/auditReaders';
import { SealReader } from '../audit/SealReader';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { Call, Handlers } from '../platform/createRouter';
import { Download } from '../platform/Download';
import { ComplianceReader } from './ComplianceReader';
import { EvidencePacks } from './EvidencePacks';

type EvidenceOperation =
  | 'getChangeEvidence'
  | 'getChangeSeal'
  | 'getCompliance'
  | 'getEvidencePack';

const type = 'application/zip';

function nameOf({ from, to }: PackQuery): string {
  return `evidence-${from.slice(0, 10)}-to-${to.slice(0, 10)}.zip`;
}

/** Routes of evidence. What one may see of a change, one may take along; the whole is for those who read the whole trail. */
export function createEvidenceHandlers(options: {
  viewerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  reader: ChangeReader;
  seals: SealReader;
  compliance: ComplianceReader;
  packs: EvidencePacks;
}): Pick<Handlers, EvidenceOperation> {
  const { viewerOf, reader, seals, compliance, packs } = options;
  const trailReaderOf = async (
    call: Pick<Call, 'credentials'>,
    act: string,
  ): Promise<Caller> => {
    const viewer = await viewerOf(call);
    requireTrailReader(viewer.actor, act);
    return viewer;
  };
  return {
    async getChangeEvidence(call) {
      const viewer = await viewerOf(call);
      const { id } = call.path;
      return call.query.format === 'json'
        ? packs.takeOfChange(viewer, id)
        : new Download({
            type,
            filename: `evidence-${id.toUpperCase()}.zip`,
            content: await packs.openOfChange(viewer, id),
          });
    },
    async getChangeSeal(call) {
      const viewer = await viewerOf(call);
      const { id } = call.path;
      const change = await reader.read(viewer, id, changeAuditPermission);
      return (await seals.read(change.id)).seal;
    },
    async getCompliance(call) {
      const viewer = await trailReaderOf(call, 'read compliance with');
      return compliance.read(viewer, call.query);
    },
    async getEvidencePack(call) {
      const viewer = await trailReaderOf(call, 'take evidence from');
      return new Download({
        type,
        filename: nameOf(call.query),
        content: await packs.openOfPeriod(viewer, call.query),
      });
    },
  };
}
