import { DateTime } from 'luxon';
import { ReviewKind } from '../contract/reviews';
import { reviews as usualRules } from '../policy/default/reviews';
import { ReviewRules } from '../policy/reviewSchema';
import { Policy } from '../policy/schema';

/** A span of time of the organisation: `2026-11`, `2026-Q3`; `to` is the first moment after it. ISO 8601, UTC. */
export interface ReviewPeriod {
  period: string;
  from: string;
  to: string;
}

/** A review that has to be opened. */
export interface Opening {
  kind: ReviewKind;
  period: string;
  from?: string;
  to?: string;
  dueAt: string;
  incidents?: string[];
}

/** What is known when it is asked which reviews are due. */
export interface ReviewsSoFar {
  /** Of the latest monthly and the latest quarterly review, the end of their period. */
  lastTo: Partial<Record<'monthly' | 'quarterly', string>>;
  /** When the oldest change was requested. */
  firstChangeAt?: string;
  /** Whether a review of the policy is open that follows no incident. */
  policyReviewOpen: boolean;
  /** When a review of the policy was last signed off. */
  policyReviewedAt?: string;
  /** Incidents that a review of the policy follows already. */
  followedIncidents: string[];
  /** Major incidents since the policy was last reviewed, or came into force. */
  majorIncidents: { id: string; startedAt: string }[];
}

type Unit = 'month' | 'quarter';

const units = { monthly: 'month', quarterly: 'quarter' } as const;
const formats = { month: 'yyyy-MM', quarter: `yyyy-'Q'q` };

/** The rules of reviews: those of the policy, or the usual ones where it says nothing of them. */
export function reviewRulesOf({
  reviews,
}: Pick<Policy, 'reviews'>): ReviewRules {
  return reviews ?? usualRules;
}

function iso(time: DateTime): string {
  return time.toUTC().toISO()!;
}

function periodFrom(start: DateTime, unit: Unit): ReviewPeriod {
  return {
    period: start.toFormat(formats[unit]),
    from: iso(start),
    to: iso(start.plus({ [unit]: 1 })),
  };
}

/** The quarters until a time that ends one, oldest first. */
export function quartersUntil(
  to: string,
  count: number,
  timeZone: string,
): ReviewPeriod[] {
  const end = DateTime.fromISO(to, { zone: timeZone });
  return Array.from({ length: count }, (_, index) =>
    periodFrom(end.minus({ quarter: count - index }), 'quarter'),
  );
}

/**
 * Periods that are over and have no review yet, oldest first. The first review of a portal is the one whose time is still
 * ahead: nobody is late with what nobody kept.
 */
function periodsDue(
  kind: 'monthly' | 'quarterly',
  rules: ReviewRules,
  { lastTo, firstChangeAt }: ReviewsSoFar,
  now: string,
): Opening[] {
  const unit = units[kind];
  const zone = { zone: rules.timeZone };
  const end = DateTime.fromISO(now, zone).startOf(unit);
  const opening = (start: DateTime) => {
    const due = start
      .plus({ [unit]: 1 })
      .set({ day: rules[kind].dueDay })
      .endOf('day');
    return { kind, ...periodFrom(start, unit), dueAt: iso(due) };
  };
  const last = lastTo[kind];
  if (!last) {
    const first = opening(end.minus({ [unit]: 1 }));
    return firstChangeAt && firstChangeAt < first.to && now <= first.dueAt
      ? [first]
      : [];
  }
  const due: Opening[] = [];
  let start = DateTime.fromISO(last, zone);
  while (start < end) {
    due.push(opening(start));
    start = start.plus({ [unit]: 1 });
  }
  return due;
}

/** Since when a review of the policy has been owed: the last one, or the day on which the policy came into force. */
export function policyReviewedSince(
  policy: Policy,
  reviewedAt: string | undefined,
): string {
  const { timeZone } = reviewRulesOf(policy);
  const effective = iso(
    DateTime.fromISO(policy.effectiveDate, { zone: timeZone }),
  );
  return reviewedAt && reviewedAt > effective ? reviewedAt : effective;
}

function policyReviewsDue(
  policy: Policy,
  rules: ReviewRules,
  soFar: ReviewsSoFar,
  now: string,
): Opening[] {
  const { everyMonths, openDays, afterMajorIncidentDays } = rules.policy;
  const zone = { zone: rules.timeZone };
  const since = policyReviewedSince(policy, soFar.policyReviewedAt);
  const due = DateTime.fromISO(since, zone)
    .plus({ months: everyMonths })
    .endOf('day');
  const isTime = iso(due.minus({ days: openDays })) <= now;
  const regular: Opening[] =
    isTime && !soFar.policyReviewOpen
      ? [{ kind: 'policy', period: due.toISODate()!, dueAt: iso(due) }]
      : [];
  const [first, ...others] = soFar.majorIncidents
    .filter(({ id }) => !soFar.followedIncidents.includes(id))
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  if (!first) {
    return regular;
  }
  const afterIncident = DateTime.fromISO(first.startedAt, zone)
    .plus({ days: afterMajorIncidentDays })
    .endOf('day');
  return [
    ...regular,
    {
      kind: 'policy',
      period: first.id,
      dueAt: iso(afterIncident),
      incidents: [first, ...others].map(({ id }) => id),
    },
  ];
}

/** Which reviews have to be opened now (policy §7.1, §7.2, §9.1). */
export function reviewsDue(
  policy: Policy,
  soFar: ReviewsSoFar,
  now: string,
): Opening[] {
  const rules = reviewRulesOf(policy);
  return [
    ...periodsDue('monthly', rules, soFar, now),
    ...periodsDue('quarterly', rules, soFar, now),
    ...policyReviewsDue(policy, rules, soFar, now),
  ];
}
