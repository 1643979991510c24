import { DateTime } from 'luxon';
import { policyReviewedSince, reviewRulesOf } from '../reviews/periods';
import { Policy } from './schema';

/** By when a policy has to be reviewed, and what makes it so. */
export interface PolicyReviewDue {
  /** The last day, in the zone of the reviews: `YYYY-MM-DD`. */
  date: string;
  because: 'regular' | 'major-incident';
}

/**
 * When the next review of a policy is due: so many months after it was last looked at as a whole, or so many days after the
 * first major incident since then, whichever comes first (policy §9.1).
 *
 * @param reviewedAt - when a review of the policy was last signed off; ISO 8601
 * @param majorIncidents - when major incidents began that no review has followed, ISO 8601, in any order
 */
export function policyReviewDue(
  policy: Policy,
  reviewedAt?: string,
  majorIncidents: string[] = [],
): PolicyReviewDue {
  const { timeZone, policy: rules } = reviewRulesOf(policy);
  const zone = { zone: timeZone };
  const from = DateTime.fromISO(policyReviewedSince(policy, reviewedAt), zone);
  const regular = from.plus({ months: rules.everyMonths });
  const [afterIncident] = majorIncidents
    .map(start => DateTime.fromISO(start, zone))
    .filter(start => start >= from)
    .sort((a, b) => a.toMillis() - b.toMillis())
    .map(start => start.plus({ days: rules.afterMajorIncidentDays }));
  return afterIncident && afterIncident < regular
    ? { date: afterIncident.toISODate()!, because: 'major-incident' }
    : { date: regular.toISODate()!, because: 'regular' };
}
