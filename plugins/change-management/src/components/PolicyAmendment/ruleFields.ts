import {
  changeTypes,
  closeCodes,
  Policy,
  riskLevels,
  roles,
} from 'backstage-plugin-change-management-common';
import { policyLife as messages } from '../../messages/policyLife';
import { Path } from '../PolicyRules';

/** A rule, or a part of one, that is simple enough for a field. */
export interface RuleField {
  path: Path;
  clause: string;
  label: keyof (typeof messages)['policyRuleField'];
  kind: 'number' | 'switch' | 'choices';
  /** Of `choices`. */
  options?: readonly string[];
  /** Said with the label, where several fields of one clause have the same. */
  of?: { deadline: keyof Policy['deadlines'] };
}

type Field = Omit<RuleField, 'clause'>;

const number = (label: RuleField['label'], ...path: Path): Field => ({
  path,
  label,
  kind: 'number',
});
const choices = (
  label: RuleField['label'],
  options: readonly string[],
  ...path: Path
): Field => ({ path, label, kind: 'choices', options });

function ofDeadline(name: keyof Policy['deadlines']): Field[] {
  const at = (part: string): Path => ['deadlines', name, part];
  const of = { deadline: name };
  return [
    number('dueHours', ...at('dueHours')),
    number('remindHours', ...at('remindHours')),
    number('escalateHours', ...at('escalateHours')),
    choices('escalateTo', roles, ...at('escalateTo')),
  ].map(field => ({ ...field, of }));
}

/** The fields of a sound document, each under the clause from which its rule follows. */
export function ruleFieldsOf(policy: Policy): RuleField[] {
  const under = (clause: string, fields: Field[]): RuleField[] =>
    fields.map(field => ({ ...field, clause }));
  const { standardChanges, rollbackRehearsal, reviews, deadlines } = policy;
  const standard = (part: string): Path => ['standardChanges', part];
  return [
    ...under(policy.notice.clause, [
      number('hours', 'notice', 'hours'),
      number('downtimeHours', 'notice', 'downtimeHours'),
    ]),
    ...under(policy.testEvidence.clause, [
      choices('testTypes', changeTypes, 'testEvidence', 'types'),
      {
        path: ['testEvidence', 'sameArtifact'],
        label: 'sameArtifact',
        kind: 'switch',
      },
    ]),
    ...(rollbackRehearsal
      ? under(rollbackRehearsal.clause, [
          number('maxAgeDays', 'rollbackRehearsal', 'maxAgeDays'),
          choices(
            'rehearsalRisk',
            riskLevels,
            'rollbackRehearsal',
            'riskLevels',
          ),
        ])
      : []),
    ...under(policy.assessment.clause, [
      choices('assessmentTypes', changeTypes, 'assessment', 'types'),
    ]),
    ...under(policy.review.clause, [
      choices('reviewTypes', changeTypes, 'review', 'types'),
      choices('reviewCodes', closeCodes, 'review', 'closeCodes'),
    ]),
    ...under(standardChanges.clause, [
      { path: standard('preApproved'), label: 'preApproved', kind: 'switch' },
      {
        path: standard('modelRequired'),
        label: 'modelRequired',
        kind: 'switch',
      },
      number('cleanRuns', ...standard('cleanRuns')),
    ]),
    ...(Object.keys(deadlines) as (keyof Policy['deadlines'])[]).flatMap(name =>
      under(deadlines[name].clause, ofDeadline(name)),
    ),
    ...(reviews
      ? [
          ...under(reviews.monthly.clause, [
            number('monthlyDueDay', 'reviews', 'monthly', 'dueDay'),
          ]),
          ...under(reviews.quarterly.clause, [
            number('quarterlyDueDay', 'reviews', 'quarterly', 'dueDay'),
          ]),
          ...under(reviews.policy.clause, [
            number('everyMonths', 'reviews', 'policy', 'everyMonths'),
            number(
              'afterMajorIncidentDays',
              ...['reviews', 'policy', 'afterMajorIncidentDays'],
            ),
          ]),
        ]
      : []),
  ];
}
