import { Role } from '../contract/words';
import { Reminded, StoredAction, StoredReview } from './types';

type Rules = StoredReview['reminders'];

const day = 24 * 60 * 60 * 1000;

function after(time: string, days: number): string {
  return new Date(Date.parse(time) + days * day).toISOString();
}

/**
 * When something that is owed is spoken of: once before it is due, then once for each step up. What was opened late is
 * escalated as long after that as anything else is after it was due.
 */
function timesOf(since: string, dueAt: string, rules: Rules): string[] {
  const lateFrom = dueAt > since ? dueAt : since;
  return [
    after(dueAt, -rules.remindDays),
    ...rules.escalations.map(({ afterDays }) => after(lateFrom, afterDays)),
  ];
}

/** How often it has to have been spoken of by then. */
function toldBy(
  since: string,
  dueAt: string,
  rules: Rules,
  now: string,
): number {
  return timesOf(since, dueAt, rules).filter(time => time <= now).length;
}

/** What is told when something is opened counts as the reminder, where that is due by then. */
export function toldAtOpening(
  since: string,
  dueAt: string,
  rules: Rules,
): number {
  return Math.min(1, toldBy(since, dueAt, rules, since));
}

/** When the next reminder or escalation is due (ISO 8601, UTC). */
export function nextReviewReminderAt(review: StoredReview): string | undefined {
  const next = (since: string, { dueAt, told }: Reminded) =>
    timesOf(since, dueAt, review.reminders).slice(told, told + 1);
  const actions = review.findings
    .flatMap(finding => finding.actions)
    .filter(({ doneAt }) => !doneAt);
  return [
    ...(review.status === 'open' ? next(review.openedAt, review) : []),
    ...actions.flatMap(action => next(action.addedAt, action)),
  ].sort()[0];
}

/** What has to be said now, of a review or of one of its actions; `escalateTo` is empty for a reminder. */
export interface ReviewReminder {
  findingId?: string;
  action?: StoredAction;
  dueAt: string;
  escalateTo: Role[];
}

/** What has to be said now, each once, and the review in which that is noted. */
export function remindOfReview(
  review: StoredReview,
  now: string,
): { review: StoredReview; said: ReviewReminder[] } {
  const { reminders } = review;
  const said: ReviewReminder[] = [];
  const say = <T extends Reminded>(
    since: string,
    owed: T,
    more: Pick<ReviewReminder, 'findingId' | 'action'>,
  ): T => {
    const told = toldBy(since, owed.dueAt, reminders, now);
    if (told <= owed.told) {
      return owed;
    }
    const escalateTo = told > 1 ? reminders.escalations[told - 2].to : [];
    said.push({ ...more, dueAt: owed.dueAt, escalateTo });
    return { ...owed, told };
  };
  const itself =
    review.status === 'open' ? say(review.openedAt, review, {}) : review;
  const findings = review.findings.map(finding => ({
    ...finding,
    actions: finding.actions.map(action =>
      action.doneAt
        ? action
        : say(action.addedAt, action, { findingId: finding.id, action }),
    ),
  }));
  return { review: { ...itself, findings }, said };
}
