import { WaitingFor } from '../contract/change';
import { Obligation } from '../contract/judgement';
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
  owedBy: OwedBy;
  deadline: Deadline;
}

/** Who has to do something: whoever holds one of the roles, or is, or belongs to, one of the people. */
export type OwedBy = Pick<WaitingFor, 'roles' | 'people'>;

const hour = 60 * 60 * 1000;

function after(since: string, hours: number): string {
  return new Date(Date.parse(since) + hours * hour).toISOString();
}

/** Whoever runs past the agreed end is reminded at once, and the change manager is told a quarter of an hour later. */
function untilEnd(since: string, plannedEnd: string): Deadline {
  const hours = Math.max(0, Date.parse(plannedEnd) - Date.parse(since)) / hour;
  return {
    dueHours: hours,
    remindHours: hours,
    escalateHours: hours + 0.25,
    escalateTo: ['changeManager'],
    clause: '§3.3a',
  };
}

function owedDecisions(
  change: Change,
  what: 'decision' | 'retrospective-approval',
  since: string,
  deadline: Deadline,
) {
  return (
    approvalRequirements(change)
      // After the fact, whoever asked for changes still owes an answer.
      .filter(
        ({ decision }) => !decision || decision.decision === 'request-changes',
      )
      .map(requirement => ({
        id: `${what}:${requirement.id}`,
        what,
        text: `${nameApprovers(requirement)} has to decide: ${
          requirement.rule
        }`,
        owedBy: { roles: requirement.roles, people: requirement.people },
        since,
        deadline,
      }))
  );
}

function owedAfterStart(change: Change, facts: JudgedBy) {
  const { deadlines } = facts.policy;
  const since = change.actualStart!;
  const isEmergency = change.type === 'emergency';
  const { requestedBy, implementer } = change;
  const documentation =
    isEmergency && change.missing.length
      ? [
          {
            id: 'documentation',
            what: 'documentation' as const,
            text: `The documentation after the fact lacks ${change.missing
              .map(({ path }) => path)
              .join(', ')}`,
            owedBy: { roles: [], people: [requestedBy, implementer] },
            since,
            deadline: deadlines.documentation,
          },
        ]
      : [];
  const approvals = isEmergency
    ? owedDecisions(
        change,
        'retrospective-approval',
        since,
        deadlines.retrospectiveApproval,
      )
    : [];
  const completion =
    change.state === 'implementation' && change.plannedEnd
      ? [
          {
            id: 'completion',
            what: 'completion' as const,
            text: 'Its planned time is over and it is still being carried out',
            owedBy: { roles: [], people: [implementer] },
            since,
            deadline: untilEnd(since, change.plannedEnd),
          },
        ]
      : [];
  const review =
    change.actualEnd && !change.review && isReviewRequired(change, facts)
      ? [
          {
            id: 'review',
            what: 'review' as const,
            text: 'A post-implementation review has to be written',
            owedBy: {
              roles: ['changeManager' as const],
              people: [implementer],
            },
            since: change.actualEnd,
            deadline: deadlines.review,
          },
        ]
      : [];
  return [...completion, ...documentation, ...approvals, ...review];
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
        .map(({ entityRef, owners, status }) => ({
          id: `assessment:${entityRef}`,
          what: 'assessment' as const,
          text:
            status === 'objection'
              ? `An objection for ${entityRef} stands`
              : `${entityRef} has to be assessed`,
          owedBy: {
            roles: owners.length ? [] : ['changeManager' as const],
            people: owners,
          },
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

/** What people owe, by when, and who has been reminded of it; nothing while the change is on hold. */
export function obligationsOf(change: Change, facts: JudgedBy): Obligation[] {
  return listOwed(change, facts).map(
    ({ deadline, owedBy, ...obligation }) => obligation,
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
    ({ deadline, remindedAt, escalatedAt, clause, ...obligation }) => {
      const { since } = obligation;
      const escalated = after(since, deadline.escalateHours) <= facts.now;
      const isDue = escalated
        ? !escalatedAt
        : !remindedAt && after(since, deadline.remindHours) <= facts.now;
      return isDue
        ? [
            {
              ...obligation,
              escalated,
              escalateTo: escalated ? deadline.escalateTo : [],
            },
          ]
        : [];
    },
  );
}
