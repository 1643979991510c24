import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { MissingField } from '../contract/change';
import { Policy } from '../policy/schema';
import { assessRisk } from '../risk/assessRisk';
import { Judgement } from './events';
import { ChangeContent, Facts } from './types';

/** What the policy makes of a form: its risk, whom it touches, who has to approve (policy §3, §6). */
export function judge(
  content: ChangeContent,
  facts: Pick<Facts, 'policy' | 'entities' | 'impact'>,
): Judgement {
  const { policy } = facts;
  const risk = assessRisk(content.riskAnswers, policy);
  const subject = {
    change: {
      type: content.type,
      category: content.category,
      expectedDowntimeMinutes: content.expectedDowntimeMinutes,
    },
    risk: { level: risk.level },
    entities: {
      tags: content.affectedEntities.flatMap(
        ref => facts.entities[ref]?.tags ?? [],
      ),
    },
  };
  return {
    risk,
    impact: facts.impact,
    missing: findMissingFields(content, policy),
    policyVersion: policy.version,
    requirements: policy.approvalRules
      .filter(
        ({ when }) =>
          !when ||
          evaluateFilterPredicate(when, JSON.parse(JSON.stringify(subject))),
      )
      .map(({ id, roles, rule, clause }) => ({ id, roles, rule, clause })),
  };
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function valueAt(content: ChangeContent, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      content,
    );
}

/** Every field that the policy demands and the form lacks, at once (policy §3, §5). */
export function findMissingFields(
  content: ChangeContent,
  policy: Policy,
): MissingField[] {
  const missing = policy.mandatoryFields
    .filter(({ path }) => isBlank(valueAt(content, path)))
    .map(({ path, message }) => ({ path, message }));
  for (const question of policy.risk.questionnaire) {
    const answer = content.riskAnswers[question.id];
    if (!question.options.some(option => option.id === answer)) {
      missing.push({
        path: `risk.answers.${question.id}`,
        message: isBlank(answer)
          ? `Answer: ${question.question}`
          : `Must be one of ${question.options.map(o => o.id).join(', ')}.`,
      });
    }
  }
  return [...missing, ...findMissingEmergency(content)];
}

/** What an emergency needs before anybody may touch production (policy §5). */
export function findMissingEmergency(content: ChangeContent): MissingField[] {
  if (content.type !== 'emergency' || content.emergency) {
    return [];
  }
  return [
    {
      path: 'emergency.reason',
      message: 'Say whether it is a critical failure or a security issue.',
    },
    {
      path: 'emergency.incidentRef',
      message: 'Name the incident that makes it an emergency.',
    },
  ];
}

/** Refs that the catalog does not know. */
export function findUnknownEntities(
  content: ChangeContent,
  facts: Pick<Facts, 'entities'>,
): MissingField[] {
  return content.affectedEntities.flatMap((ref, index) =>
    facts.entities[ref]?.exists
      ? []
      : [
          {
            path: `affectedEntities.${index}`,
            message: `${ref} is not in the catalog.`,
          },
        ],
  );
}
