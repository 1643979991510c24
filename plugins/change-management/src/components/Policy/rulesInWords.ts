import {
  Approver,
  ApprovalRule,
  Policy,
} from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { categoryInWords, conditionInWords, list } from './conditionInWords';
import { riskInWords } from './riskInWords';
import { reviewRulesInWords } from './reviewRulesInWords';
import { RuleInWords } from './rule';

/** `rollbackPlan.steps` → `rollback plan steps` */
export function spaced(name: string): string {
  return name
    .replace('.', ' ')
    .replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

function approverInWords(approver: Approver, t: Text): string {
  if ('role' in approver) {
    return t(`role.${approver.role}`);
  }
  if ('person' in approver) {
    return approver.person;
  }
  return approver.owners === 'affected'
    ? t('policyRule.affectedOwners')
    : t('policyRule.dependentOwners', { hops: String(approver.hops) });
}

function approversInWords({ approvers, quorum }: ApprovalRule, t: Text) {
  const names = approvers.map(approver => approverInWords(approver, t));
  const or = list(names, t('policyCondition.or'));
  if (quorum === 'any') {
    return or;
  }
  return quorum === 'all'
    ? t('policyRule.allOf', { people: list(names, t('policyCondition.and')) })
    : t('policyRule.someOf', { number: String(quorum.atLeast), people: or });
}

/** Who has to approve what, and what the rule says. */
export function approvalInWords(rule: ApprovalRule, t: Text): string {
  const who = approversInWords(rule, t);
  const asked = rule.when
    ? t('policyRule.approvalIf', {
        who,
        condition: conditionInWords(rule.when, t),
      })
    : t('policyRule.approval', { who });
  return `${asked} ${rule.rule}`;
}

/** Every rule of the document in words. */
export function rulesInWords(policy: Policy, t: Text): RuleInWords[] {
  const or = t('policyCondition.or');
  const and = t('policyCondition.and');
  const rule = (path: string, clause: string, words: string) => ({
    path,
    clause,
    words,
  });
  const { assessment, emergency, notice, review } = policy;
  const { testEvidence, rollbackRehearsal } = policy;
  const { standardChanges: standard, drift } = policy;
  return [
    ...policy.clauses.flatMap(({ id, when }) =>
      when
        ? rule(
            `clauses.${id}`,
            id,
            t('policyRule.applies', { condition: conditionInWords(when, t) }),
          )
        : [],
    ),
    ...policy.mandatoryFields.map(({ path: field, clause, when }) =>
      rule(
        `mandatoryFields.${field}`,
        clause,
        when
          ? t('policyRule.fieldIf', {
              field: spaced(field),
              condition: conditionInWords(when, t),
            })
          : t('policyRule.field', { field: spaced(field) }),
      ),
    ),
    ...policy.approvalRules.map(approval =>
      rule(
        `approvalRules.${approval.id}`,
        approval.clause,
        approvalInWords(approval, t),
      ),
    ),
    rule(
      'assessment',
      assessment.clause,
      t('policyRule.assessment', { types: list(assessment.types, and) }),
    ),
    rule(
      'testEvidence',
      testEvidence.clause,
      [
        t('policyRule.evidence', {
          environments: list(testEvidence.productionEnvironments, or),
          types: list(testEvidence.types, and),
        }),
        ...Object.entries(testEvidence.environments).map(
          ([category, environments]) =>
            t('policyRule.evidenceOf', {
              category: categoryInWords(category, t),
              environments: list(environments, and),
            }),
        ),
        ...(testEvidence.sameArtifact ? [t('policyRule.sameArtifact')] : []),
      ].join(' '),
    ),
    ...(rollbackRehearsal
      ? [
          rule(
            'rollbackRehearsal',
            rollbackRehearsal.clause,
            t('policyRule.rehearsal', {
              days: String(rollbackRehearsal.maxAgeDays),
              levels: list(rollbackRehearsal.riskLevels, or),
            }),
          ),
        ]
      : []),
    rule(
      'emergency',
      emergency.clause,
      t('policyRule.emergency', {
        reasons: list(
          emergency.reasons.map(reason => t(`emergencyReason.${reason}`)),
          or,
        ),
      }),
    ),
    rule(
      'notice',
      notice.clause,
      t('policyRule.notice', {
        hours: String(notice.hours),
        downtimeHours: String(notice.downtimeHours),
      }),
    ),
    rule(
      'notice.indirectOwners',
      notice.clause,
      notice.indirectOwners
        ? t('policyRule.indirectOwnersIf', {
            condition: conditionInWords(notice.indirectOwners, t),
          })
        : t('policyRule.indirectOwners'),
    ),
    rule(
      'review',
      review.clause,
      t('policyRule.review', {
        types: list(review.types, and),
        closeCodes: list(
          review.closeCodes.map(code => t(`closeCode.${code}`).toLowerCase()),
          or,
        ),
      }),
    ),
    rule(
      'standardChanges',
      standard.clause,
      [
        t(
          standard.preApproved
            ? 'policyRule.preApproved'
            : 'policyRule.notPreApproved',
        ),
        t(
          standard.modelRequired
            ? 'policyRule.modelRequired'
            : 'policyRule.modelNotRequired',
        ),
        t('policyRule.cleanRuns', { number: String(standard.cleanRuns) }),
      ].join(' '),
    ),
    rule(
      'drift',
      drift.clause,
      drift.blocks
        ? t('policyRule.driftBlocks', {
            condition: conditionInWords(drift.blocks, t),
          })
        : t('policyRule.driftFlags'),
    ),
    ...(Object.keys(policy.deadlines) as (keyof Policy['deadlines'])[]).map(
      name => {
        const deadline = policy.deadlines[name];
        return rule(
          `deadlines.${name}`,
          deadline.clause,
          t('policyRule.deadline', {
            what: t(`policyDeadline.${name}`),
            due: String(deadline.dueHours),
            remind: String(deadline.remindHours),
            escalate: String(deadline.escalateHours),
            whom: list(
              deadline.escalateTo.map(role => t(`role.${role}`)),
              and,
            ),
          }),
        );
      },
    ),
    ...reviewRulesInWords(policy, t),
    ...riskInWords(policy, t),
  ];
}
