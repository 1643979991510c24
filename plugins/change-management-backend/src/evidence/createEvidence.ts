import { FactGatherer } from '../changes/FactGatherer';
import { PopulationReader } from '../changes/PopulationReader';
import { ClauseReadings } from './ClauseReadings';
import { ComplianceReader, ComplianceReaderOptions } from './ComplianceReader';
import { EvidencePacks, EvidencePacksOptions } from './EvidencePacks';
import { EvidenceReader, EvidenceReaderOptions } from './EvidenceReader';

/** What auditors take away: packs of evidence, and how a period stands with the policy. */
export function createEvidence(
  options: Omit<
    ComplianceReaderOptions & EvidenceReaderOptions & EvidencePacksOptions,
    'population' | 'compliance' | 'evidence' | 'clauseReadings'
  > & { gatherer: FactGatherer },
) {
  const population = new PopulationReader(options.database);
  const clauseReadings = new ClauseReadings({ ...options, population });
  const compliance = new ComplianceReader({
    ...options,
    population,
    clauseReadings,
  });
  const evidence = new EvidenceReader(options);
  const made = { population, compliance, evidence };
  return {
    compliance,
    clauseReadings,
    packs: new EvidencePacks({ ...options, ...made }),
  };
}
