import { Obligation } from '../contract/change';
import { Deadline } from '../policy/schema';
import {
  approvalRequirements,
  assessmentRequirements,
  isReviewRequired,
} from './requirements';
import { nameApprovers } from './steps/step';
import { Change, Facts } from './types';

type JudgedBy = Pick<Facts, 'policy' | 'entities'>;

interface Owed extends Obligation {
  deadline: Deadline;
}

const hour = 60 * 60 * 1000;

function after(since: string, hours: number): string {
  return new Date(Date.parse(since) + hours * hour).toISOString();
}

function owedDecisions(
  change: Change,
  what: 'decision' | 'retrospective-approval',
  since: string,
  deadline: Deadline,
) {
  return approvalRequirements(change)
    .filter(({ decision }) => !decision)
    .map(requirement => ({
      id: `${what}:${requirement.id}`,
      what,
      text: `${nameApprovers(requirement)} has to decide: ${requirement.rule}`,
      since,
      deadline,
    }));
}

function owedAfterStart(change: Change, facts: JudgedBy) {
  const { deadlines } = facts.policy;
  const since = change.actualStart!;
  const documentation = change.missing.length
    ? [
        {
          id: 'documentation',
          what: 'documentation' as const,
          text: `The documentation after the fact lacks ${change.missing
            .map(({ path }) => path)
            .join(', ')}`,
          since,
          deadline: deadlines.documentation,
        },
      ]
    : [];
  const approvals =
    change.type === 'emergency'
      ? owedDecisions(
          change,
          'retrospective-approval',
          since,
          deadlines.retrospectiveApproval,
        )
      : [];
  const review =
    change.actualEnd && !change.review && isReviewRequired(change, facts)
      ? [
          {
            id: 'review',
            what: 'review' as const,
            text: 'A post-implementation review has to be written',
            since: change.actualEnd,
            deadline: deadlines.review,
          },
        ]
      : [];
  return [...documentation, ...approvals, ...review];
}

function owed(
  change: Change,
  facts: JudgedBy,
): Omit<Owed, 'dueAt' | 'clause'>[] {
  const { deadlines } = facts.policy;
  const since = change.stateSince;
  if (change.hold) {
    return [];
  }
  switch (change.state) {
    case 'assessment':
      return assessmentRequirements(change, facts)
        .filter(({ status }) => status === 'open' || status === 'objection')
        .map(({ entityRef, status }) => ({
          id: `assessment:${entityRef}`,
          what: 'assessment' as const,
          text:
            status === 'objection'
              ? `An objection for ${entityRef} stands`
              : `${entityRef} has to be assessed`,
          since,
          deadline: deadlines.assessment,
        }));
    case 'authorization':
      return owedDecisions(change, 'decision', since, deadlines.decision);
    case 'implementation':
    case 'review':
      return owedAfterStart(change, facts);
    default:
      return [];
  }
}

/** What people owe, by when, and who has been reminded of it; nothing while the change is on hold. */
function listOwed(change: Change, facts: JudgedBy): Owed[] {
  return owed(change, facts).map(one => {
    const { since, remindedAt, escalatedAt } = change.reminders[one.id] ?? {};
    return {
      ...one,
      clause: one.deadline.clause,
      dueAt: after(one.since, one.deadline.dueHours),
      // What was said of an earlier time round says nothing of this one.
      ...(since === one.since ? { remindedAt, escalatedAt } : {}),
    };
  });
}

/** See {@link listOwed}. */
export function obligationsOf(change: Change, facts: JudgedBy): Obligation[] {
  return listOwed(change, facts).map(
    ({ deadline, ...obligation }) => obligation,
  );
}

/** When the next reminder or escalation is due (ISO 8601, UTC). */
export function nextReminderAt(
  change: Change,
  facts: JudgedBy,
): string | undefined {
  return listOwed(change, facts)
    .filter(({ escalatedAt }) => !escalatedAt)
    .map(({ since, deadline, remindedAt }) =>
      after(
        since,
        remindedAt
          ? deadline.escalateHours
          : Math.min(deadline.remindHours, deadline.escalateHours),
      ),
    )
    .sort()[0];
}

/** What has to be reminded of now, or, where it is too late for that, brought before those above. */
export function obligationsDue(
  change: Change,
  facts: JudgedBy & Pick<Facts, 'now'>,
) {
  return listOwed(change, facts).flatMap(
    ({ id, what, text, since, dueAt, deadline, remindedAt, escalatedAt }) => {
      const escalated = after(since, deadline.escalateHours) <= facts.now;
      const isDue = escalated
        ? !escalatedAt
        : !remindedAt && after(since, deadline.remindHours) <= facts.now;
      return isDue ? [{ id, what, text, since, dueAt, escalated }] : [];
    },
  );
}
