import { PopulationReader } from '../changes/PopulationReader';
import { ComplianceReader, ComplianceReaderOptions } from './ComplianceReader';
import { EvidencePacks, EvidencePacksOptions } from './EvidencePacks';
import { EvidenceReader, EvidenceReaderOptions } from './EvidenceReader';

/** What auditors take away: packs of evidence, and how a period stands with the policy. */
export function createEvidence(
  options: Omit<
    ComplianceReaderOptions & EvidenceReaderOptions & EvidencePacksOptions,
    'population' | 'compliance' | 'evidence'
  >,
) {
  const population = new PopulationReader(options.database);
  const compliance = new ComplianceReader({ ...options, population });
  const evidence = new EvidenceReader(options);
  const made = { population, compliance, evidence };
  return { compliance, packs: new EvidencePacks({ ...options, ...made }) };
}
