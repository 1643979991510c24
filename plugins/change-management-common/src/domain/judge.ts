import { MissingField, RiskOverride } from '../contract/judgement';
import { meets, PolicySubject } from '../policy/conditions';
import { Policy } from '../policy/schema';
import { toSubject } from '../policy/subject';
import { assessRisk } from '../risk/assessRisk';
import { MeasuredFacts } from '../risk/measured/finding';
import { demandedBy } from './demands';
import { digestOf } from './digest';
import { Judgement } from './events';
import { preApproved } from './models/preApproval';
import { ChangeContent, Facts } from './types';

type JudgingFacts = Pick<
  Facts,
  'policy' | 'entities' | 'impact' | 'measures' | 'model' | 'now'
> &
  Pick<MeasuredFacts, 'recorded'>;

/** What the policy makes of a form: its risk, whom it touches, who has to approve (policy §3, §6). */
export function judge(
  content: ChangeContent,
  facts: JudgingFacts,
  override?: RiskOverride,
): Judgement {
  const { policy, impact } = facts;
  const form = toSubject(content, facts);
  const risk = assessRisk(content.riskAnswers, policy, {
    subject: form,
    content,
    facts,
    override,
  });
  const { level, likelihood, impact: severity } = risk;
  const subject = { ...form, risk: { level, likelihood, impact: severity } };
  return {
    risk,
    impact,
    missing: findMissingFields(content, policy, subject),
    policyVersion: policy.version,
    requirements: policy.approvalRules
      .filter(({ when }) => meets(when, subject))
      .flatMap(rule =>
        preApproved(rule, demandedBy(rule, content, facts), content, facts),
      ),
    digest: digestOf(content, impact, policy.version),
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
  subject: PolicySubject,
): MissingField[] {
  const missing = policy.mandatoryFields
    .filter(({ when }) => meets(when, subject))
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
  if (policy.standardChanges.modelRequired) {
    missing.push(...findMissingModel(content));
  }
  return [
    ...missing,
    ...findMissingTime(content),
    ...findMissingEmergency(content, policy),
  ];
}

/** Whether more downtime is expected than the planned time leaves (policy §4.2); an emergency is not planned. */
export function exceedsSlot({
  type,
  expectedDowntimeMinutes = 0,
  plannedStart,
  plannedEnd,
}: Pick<
  ChangeContent,
  'type' | 'expectedDowntimeMinutes' | 'plannedStart' | 'plannedEnd'
>): boolean {
  return (
    type !== 'emergency' &&
    plannedStart !== undefined &&
    plannedEnd !== undefined &&
    Date.parse(plannedEnd) - Date.parse(plannedStart) <
      expectedDowntimeMinutes * 60_000
  );
}

function findMissingTime(content: ChangeContent): MissingField[] {
  return exceedsSlot(content)
    ? [
        {
          path: 'expectedDowntimeMinutes',
          message: 'Must fit between the planned start and end.',
        },
      ]
    : [];
}

function findMissingModel({
  type,
  changeModel,
}: ChangeContent): MissingField[] {
  return type === 'standard' && !changeModel
    ? [
        {
          path: 'changeModel',
          message: 'A standard change is made from a change model.',
        },
      ]
    : [];
}

/** What an emergency needs before anybody may touch production (policy §5). */
export function findMissingEmergency(
  { type, emergency }: ChangeContent,
  { emergency: { reasons } }: Policy,
): MissingField[] {
  if (type !== 'emergency') {
    return [];
  }
  if (emergency) {
    return reasons.includes(emergency.reason)
      ? []
      : [
          {
            path: 'emergency.reason',
            message: `Must be one of ${reasons.join(', ')}.`,
          },
        ];
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
