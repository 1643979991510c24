import {
  Risk,
  RiskFactor,
  RiskMethod,
  RiskOverride,
} from '../contract/judgement';
import { RiskLevel } from '../contract/words';
import { ChangeContent } from '../domain/types';
import { meets, PolicySubject } from '../policy/conditions';
import { RiskRules } from '../policy/riskSchema';
import { Policy } from '../policy/schema';
import { gradeLearned } from './learned';
import { highest } from './levels';
import { gradeMeasured } from './measured';
import { MeasuredFacts } from './measured/finding';

/** What risk is judged by besides the answers. */
export interface RiskContext {
  subject: PolicySubject;
  content: ChangeContent;
  facts: MeasuredFacts;
  override?: RiskOverride;
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

function graded(
  method: RiskMethod,
  level: RiskLevel | undefined,
): NonNullable<Risk['methods']> {
  return level ? [{ method, level }] : [];
}

function highestOf(factors: RiskFactor[]): RiskLevel | undefined {
  return highest(factors.flatMap(({ level }) => level ?? []));
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
 * the two into a level. Unknown questions and options are ignored here and reported among the missing fields.
 */
export function assessRisk(
  answers: Record<string, string>,
  policy: Policy,
  context?: RiskContext,
): Risk {
  const rules = policy.risk;
  const questions = gradeAnswers(answers, rules);
  const byRule = applyRules(rules.rules, 'rule', context);
  const byFloor = applyRules(rules.floors, 'floor', context);
  const measured =
    context && gradeMeasured(rules, context.content, context.facts);
  const learned =
    context && gradeLearned(rules.learned, context.content, context.facts);
  const floor = highestOf(byFloor);
  const factors = [
    ...questions.factors,
    ...byRule,
    ...(measured?.factors ?? []),
    ...(learned?.factors ?? []),
    ...byFloor,
  ];
  if (!questions.complete) {
    return { answers, complete: false, floor, factors };
  }
  const { likelihood, impact } = questions;
  const methods = [
    ...graded('questionnaire', rules.matrix[likelihood - 1][impact - 1]),
    ...graded('rule', highestOf(byRule)),
    ...graded('measured', measured?.level),
    ...graded('learned', learned?.level),
    ...graded('floor', floor),
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
