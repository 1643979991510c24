import {
  ChangeCategory,
  LearnedRisk,
  MeasuredRisk,
  Policy,
  RiskRules,
} from 'backstage-plugin-change-management-common';
import { Info } from 'luxon';
import { Text } from '../../translation';
import { conditionInWords } from './conditionInWords';
import { RuleInWords } from './rule';

type Rule = Omit<RuleInWords, 'clause'>;
type Steps = MeasuredRisk['owners'];

const quantities = [
  'owners',
  'systems',
  'consumedApis',
  'downtimeMinutes',
  'overlaps',
  'failures',
  'incidents',
] as const;

function joined(parts: string[], t: Text): string {
  return parts.join(' · ') || t('policyRisk.nothing');
}

/** `3 or more: +1 · 6 or more: +2` */
function stepsInWords(steps: Steps, t: Text): string {
  return joined(
    steps.map(({ from, points }) =>
      t('policyRisk.from', { from: String(from), points: String(points) }),
    ),
    t,
  );
}

/** `high +1 · critical +3` */
function pointsInWords(
  points: Record<string, number | undefined>,
  t: Text,
  nameOf = (name: string) => name,
): string {
  return joined(
    Object.entries(points).map(([name, value]) => `${nameOf(name)} +${value}`),
    t,
  );
}

/** `from 10 on medium · from 14 on high` */
function levelsInWords(
  levels: MeasuredRisk['levels'],
  t: Text,
  quantity: (from: number) => string = String,
): string {
  return joined(
    levels.map(({ from, level }) =>
      t('policyRisk.levelFrom', { from: quantity(from), level }),
    ),
    t,
  );
}

/** `Fri, Sat`, from ISO weekdays. */
function daysInWords(days: number[]): string {
  const names = Info.weekdays('short');
  return days.map(day => names[day - 1]).join(', ');
}

function measuredInWords(
  measured: MeasuredRisk,
  timeZone: string,
  t: Text,
): Rule[] {
  const rule = (name: keyof MeasuredRisk, words: string) => ({
    path: `risk.measured.${name}`,
    words,
  });
  const bothInWords = (name: 'criticality' | 'lifecycle') =>
    rule(
      name,
      t(`policyRisk.${name}`, {
        direct: pointsInWords(measured[name].direct, t),
        indirect: pointsInWords(measured[name].indirect, t),
      }),
    );
  return [
    rule(
      'levels',
      t('policyRisk.measuredLevels', {
        levels: levelsInWords(measured.levels, t),
      }),
    ),
    rule(
      'dependents',
      t('policyRisk.dependents', {
        steps: stepsInWords(measured.dependents.steps, t),
        weights: measured.dependents.weights.join(', '),
      }),
    ),
    ...quantities.map(name =>
      rule(
        name,
        t(`policyRisk.${name}`, { steps: stepsInWords(measured[name], t) }),
      ),
    ),
    bothInWords('criticality'),
    bothInWords('lifecycle'),
    rule(
      'category',
      t('policyRisk.category', {
        categories: pointsInWords(measured.category, t, name =>
          t(`category.${name as ChangeCategory}`),
        ),
      }),
    ),
    rule(
      'untestedRollback',
      t('policyRisk.untestedRollback', {
        points: String(measured.untestedRollback),
      }),
    ),
    rule(
      'leadTimeHours',
      t('policyRisk.leadTimeHours', {
        steps: joined(
          measured.leadTimeHours.map(({ below, points }) =>
            t('policyRisk.below', {
              below: String(below),
              points: String(points),
            }),
          ),
          t,
        ),
      }),
    ),
    rule(
      'periods',
      t('policyRisk.periods', {
        timeZone,
        periods: joined(
          measured.periods.map(({ label, days, from, to, points }) =>
            t('policyRisk.period', {
              label,
              days: daysInWords(days),
              from,
              to,
              points: String(points),
            }),
          ),
          t,
        ),
      }),
    ),
  ];
}

function learnedInWords(
  { minimumChanges, levels }: LearnedRisk,
  t: Text,
): Rule[] {
  return [
    {
      path: 'risk.learned.levels',
      words: t('policyRisk.learnedLevels', {
        levels: levelsInWords(levels, t, rate => `${Math.round(rate * 100)} %`),
      }),
    },
    {
      path: 'risk.learned.minimumChanges',
      words: t('policyRisk.minimumChanges', {
        number: String(minimumChanges),
      }),
    },
  ];
}

function answersInWords(
  { questionnaire, matrix }: Pick<RiskRules, 'questionnaire' | 'matrix'>,
  t: Text,
): Rule[] {
  return [
    ...questionnaire.map(({ id, dimension, question, options }) => ({
      path: `risk.questionnaire.${id}`,
      words: t(`policyRule.${dimension}`, {
        question,
        options: options
          .map(({ label, points, proposed }) =>
            proposed
              ? t('policyRule.proposed', {
                  option: `${label} (${points})`,
                  condition: conditionInWords(proposed.when, t),
                })
              : `${label} (${points})`,
          )
          .join(' · '),
      }),
    })),
    ...matrix.map((row, index) => ({
      path: `risk.matrix.${index}`,
      words: t('policyRule.matrix', {
        likelihood: String(index + 1),
        levels: row.join(', '),
      }),
    })),
  ];
}

/** A level that holds under a condition: at least that, or never below it. */
export function levelInWords(
  kind: 'rules' | 'floors',
  { when, level, because }: RiskRules['rules'][number],
  t: Text,
): string {
  return t(kind === 'rules' ? 'policyRule.atLeast' : 'policyRule.never', {
    level,
    condition: conditionInWords(when, t),
    because,
  });
}

/** How the policy judges risk, in words: rules and floors under their clauses, all else under that of the assessment. */
export function riskInWords({ risk, clauses }: Policy, t: Text): RuleInWords[] {
  const clause =
    clauses.find(({ check }) => check === 'risk-assessment')?.id ?? '';
  const levels = (['rules', 'floors'] as const).flatMap(kind =>
    risk[kind].map(level => ({
      path: `risk.${kind}.${level.id}`,
      clause: level.clause,
      words: levelInWords(kind, level, t),
    })),
  );
  return [
    ...levels,
    ...[
      ...answersInWords(risk, t),
      ...measuredInWords(risk.measured, risk.timeZone, t),
      ...learnedInWords(risk.learned, t),
    ].map(rule => ({ ...rule, clause })),
  ];
}
