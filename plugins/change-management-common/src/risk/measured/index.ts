import { RiskFactor } from '../../contract/judgement';
import { RiskLevel } from '../../contract/words';
import { ChangeContent } from '../../domain/types';
import { RiskRules } from '../../policy/riskSchema';
import { levelAt } from '../levels';
import { Grade, MeasuredFacts } from './finding';
import {
  gradeCategory,
  gradeDowntime,
  gradeLeadTime,
  gradePeriod,
  gradeRollback,
} from './plan';
import {
  gradeApis,
  gradeCriticality,
  gradeDependents,
  gradeLifecycle,
  gradeOwners,
  gradeSystems,
} from './reach';
import { gradeFailures, gradeIncidents, gradeOverlaps } from './record';

const grades: Grade[] = [
  gradeDependents,
  gradeOwners,
  gradeSystems,
  gradeApis,
  gradeCriticality,
  gradeLifecycle,
  gradeCategory,
  gradeDowntime,
  gradeRollback,
  gradeLeadTime,
  gradePeriod,
  gradeOverlaps,
  gradeFailures,
  gradeIncidents,
];

/** Of an earlier judgement, what it found in the organisation's record. */
function foundInRecord({ recorded }: MeasuredFacts): RiskFactor[] {
  return (recorded?.factors ?? []).filter(
    ({ id, method }) =>
      method === 'measured' &&
      ['overlaps', 'failures', 'incidents'].includes(id),
  );
}

/** Everything measured that gives points, and the level that all points together make (policy §3). */
export function gradeMeasured(
  { measured, timeZone }: Pick<RiskRules, 'measured' | 'timeZone'>,
  content: ChangeContent,
  facts: MeasuredFacts,
): { factors: RiskFactor[]; level: RiskLevel } {
  const found = grades
    .flatMap(grade => grade(measured, content, facts, timeZone) ?? [])
    .filter(({ points }) => points > 0)
    .map(finding => ({ ...finding, method: 'measured' as const }));
  const factors = [...found, ...foundInRecord(facts)];
  const sum = factors.reduce((total, { points }) => total + points, 0);
  return { factors, level: levelAt(measured.levels, sum) };
}
