import { Risk, RiskFactor, RiskMethod, RiskOverride } from '../contract/change';
import { RiskLevel, riskLevels } from '../contract/words';
import { meets, PolicySubject } from '../policy/conditions';
import { RiskRules } from '../policy/riskSchema';
import { Policy } from '../policy/schema';
import { RiskMeasures } from './measures';

/** What risk is judged by besides the answers. */
export interface RiskContext {
  subject: PolicySubject;
  measures?: RiskMeasures;
  override?: RiskOverride;
}

function highest(levels: RiskLevel[]): RiskLevel | undefined {
  return [...riskLevels].reverse().find(level => levels.includes(level));
}

function gradeAnswers(answers: Record<string, string>, rules: RiskRules) {
  const factors = rules.questionnaire.flatMap((question): RiskFactor[] => {
    const option = question.options.find(o => o.id === answers[question.id]);
    return option
      ? [
          {
            id: question.id,
            label: question.question,
            method: 'questionnaire',
            dimension: question.dimension,
            points: option.points,
            because: option.label,
          },
        ]
      : [];
  });
  const grade = (dimension: RiskFactor['dimension']) =>
    Math.min(
      5,
      factors
        .filter(factor => factor.dimension === dimension)
        .reduce((sum, factor) => sum + factor.points, 1),
    );
  return {
    factors,
    complete: factors.length === rules.questionnaire.length,
    likelihood: grade('likelihood'),
    impact: grade('impact'),
  };
}

function applyRules(
  rules: RiskRules['rules'],
  method: RiskMethod,
  context: RiskContext | undefined,
): RiskFactor[] {
  return rules
    .filter(({ when }) => context && meets(when, context.subject))
    .map(({ id, level, because }) => ({
      id,
      label: because,
      method,
      points: 0,
      level,
      because,
    }));
}

/**
 * Judges the risk of a change (policy §3): the highest of all methods, and never below the policy's floor.
 *
 * Likelihood and impact each start at 1, gain the points of the options chosen, and end at 5; the policy's matrix turns
 * the two into a level. Unknown questions and options are ignored here and reported by {@link findMissingFields}.
 */
export function assessRisk(
  answers: Record<string, string>,
  policy: Policy,
  context?: RiskContext,
): Risk {
  const rules = policy.risk;
  const graded = gradeAnswers(answers, rules);
  const byRule = applyRules(rules.rules, 'rule', context);
  const byFloor = applyRules(rules.floors, 'floor', context);
  const floor = highest(byFloor.map(({ level }) => level!));
  const factors = [...graded.factors, ...byRule, ...byFloor];
  if (!graded.complete) {
    return { answers, complete: false, floor, factors };
  }
  const { likelihood, impact } = graded;
  const methods = [
    {
      method: 'questionnaire' as const,
      level: rules.matrix[likelihood - 1][impact - 1],
    },
    ...[...byRule, ...byFloor].map(({ method, level }) => ({
      method,
      level: level!,
    })),
  ];
  const { override } = context ?? {};
  return {
    answers,
    complete: true,
    likelihood,
    impact,
    score: likelihood * impact,
    level: override?.level ?? highest(methods.map(({ level }) => level)),
    methods,
    floor,
    override,
    factors,
  };
}
