import { RiskFactor } from '../contract/judgement';
import { RiskLevel } from '../contract/words';
import { ChangeContent } from '../domain/types';
import { LearnedRisk } from '../policy/riskSchema';
import { FailureReason, predictFailure } from './failureModel';
import { describeGroup, Dimension } from './features';
import { levelAt } from './levels';
import { MeasuredFacts } from './measured/finding';

const labels: Record<Dimension, string> = {
  entity: 'History of the entity',
  owner: 'History of the team',
  category: 'History of the category',
  hour: 'History of the hour',
  size: 'History of changes of this size',
};

function percent(rate: number): string {
  return `${Math.round(rate * 100)} %`;
}

function explain(reason: FailureReason, overall: number): RiskFactor {
  const { dimension, group, changes, failures, rate } = reason;
  return {
    id: `learned-${dimension}`,
    label: labels[dimension],
    method: 'learned',
    points: Math.round((rate - overall) * 100),
    because: `${failures} of ${changes} ${describeGroup(
      dimension,
      group,
    )} failed; smoothed ${percent(rate)}, against ${percent(overall)} overall.`,
  };
}

/**
 * What the organisation's own history says of a change: the level of its predicted rate of failure, and one reason for
 * each group that it belongs to, with percentage points above or below the overall rate. A history that is shorter than
 * the policy wants says nothing.
 */
export function gradeLearned(
  rules: LearnedRisk,
  content: ChangeContent,
  { entities, measures, recorded }: Omit<MeasuredFacts, 'impact' | 'now'>,
): { factors: RiskFactor[]; level?: RiskLevel } {
  if (recorded) {
    return {
      factors: recorded.factors.filter(({ method }) => method === 'learned'),
      level: recorded.methods?.find(({ method }) => method === 'learned')
        ?.level,
    };
  }
  const history = measures?.history;
  if (!history || history.changes < rules.minimumChanges) {
    return { factors: [] };
  }
  const { affectedEntities, category, plannedStart } = content;
  const { rate, reasons } = predictFailure(history, {
    entityRefs: affectedEntities,
    owners: affectedEntities.flatMap(ref => entities[ref]?.owners ?? []),
    category,
    plannedStart,
  });
  return {
    level: levelAt(rules.levels, rate),
    factors: [
      {
        id: 'learned',
        label: 'Own history',
        method: 'learned',
        points: Math.round((rate - history.overall) * 100),
        because: `By ${history.changes} closed changes, ${percent(
          rate,
        )} of changes like this one fail, against ${percent(
          history.overall,
        )} overall.`,
      },
      ...reasons.map(reason => explain(reason, history.overall)),
    ],
  };
}
