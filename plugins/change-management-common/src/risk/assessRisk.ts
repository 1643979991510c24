import { Risk, RiskFactor } from '../contract/change';
import { Policy } from '../policy/schema';

function grade(factors: RiskFactor[], dimension: RiskFactor['dimension']) {
  const points = factors
    .filter(factor => factor.dimension === dimension)
    .reduce((sum, factor) => sum + factor.points, 0);
  return Math.min(5, 1 + points);
}

/**
 * Grades the answers to the policy's questionnaire (policy §3).
 *
 * Likelihood and impact each start at 1, gain the points of the options chosen, and end at 5; the policy's matrix turns
 * the two into a level. Unknown questions and options are ignored here and reported by {@link findMissingFields}.
 */
export function assessRisk(
  answers: Record<string, string>,
  policy: Policy,
): Risk {
  const factors: RiskFactor[] = [];
  const { questionnaire, matrix } = policy.risk;
  for (const question of questionnaire) {
    const option = question.options.find(o => o.id === answers[question.id]);
    if (option) {
      factors.push({
        id: question.id,
        label: question.question,
        dimension: question.dimension,
        points: option.points,
        because: option.label,
      });
    }
  }
  if (factors.length < questionnaire.length) {
    return { answers, complete: false, factors };
  }
  const likelihood = grade(factors, 'likelihood');
  const impact = grade(factors, 'impact');
  return {
    answers,
    complete: true,
    likelihood,
    impact,
    score: likelihood * impact,
    level: matrix[likelihood - 1][impact - 1],
    factors,
  };
}
