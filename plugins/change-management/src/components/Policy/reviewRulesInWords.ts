import { Policy, Role } from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { list } from './conditionInWords';
import { RuleInWords } from './rule';

/** When reviews are due and who signs them, in words; nothing where the policy does not say. */
export function reviewRulesInWords(
  { reviews }: Policy,
  t: Text,
): RuleInWords[] {
  if (!reviews) {
    return [];
  }
  const { monthly, quarterly, policy } = reviews;
  const who = (roles: Role[]) =>
    list(
      roles.map(role => t(`role.${role}`)),
      t('policyCondition.and'),
    );
  return [
    {
      path: 'reviews.monthly',
      clause: monthly.clause,
      words: t('policyRule.monthlyReview', {
        day: String(monthly.dueDay),
        sample: String(monthly.sampleSize),
        who: who(monthly.signOff),
      }),
    },
    {
      path: 'reviews.quarterly',
      clause: quarterly.clause,
      words: t('policyRule.quarterlyReview', {
        day: String(quarterly.dueDay),
        who: who(quarterly.signOff),
      }),
    },
    {
      path: 'reviews.policy',
      clause: policy.clause,
      words: t('policyRule.policyReview', {
        months: String(policy.everyMonths),
        days: String(policy.afterMajorIncidentDays),
        who: who(policy.signOff),
      }),
    },
  ];
}
