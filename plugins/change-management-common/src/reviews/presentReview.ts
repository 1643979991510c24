import {
  FindingView,
  LedTo,
  ReviewData,
  ReviewPermit,
  ReviewSummary,
  ReviewView,
} from '../contract/reviews';
import { Actor } from '../domain/types';
import {
  checkFinish,
  checkLookAt,
  checkReviewing,
  checkSignOff,
  reviewOpenPoints,
} from './checks';
import { StoredFinding, StoredReview } from './types';

/** For whose eyes, and when. */
export interface ReviewReading {
  actor: Actor;
  /** ISO 8601, UTC */
  now: string;
  /** Whether the reader may see a change. */
  sees: (changeId: string) => boolean;
  /** Whether there may be changes that they do not see; figures over all of them are left out then. */
  narrowed: boolean;
}

function permitsOf(review: StoredReview, actor: Actor): ReviewPermit[] {
  const writes = !checkReviewing(review, actor);
  const may: Record<ReviewPermit, boolean> = {
    'look-at': writes && review.sample.length > 0,
    'add-finding': writes,
    'add-action': writes && review.findings.length > 0,
    'sign-off': !checkSignOff(review, actor),
  };
  return (Object.keys(may) as ReviewPermit[]).filter(permit => may[permit]);
}

/** A finding that is about changes of which the reader may see none is left out. */
function seenOf(
  { sample, findings }: StoredReview,
  { sees }: ReviewReading,
): Pick<StoredReview, 'sample' | 'findings'> {
  return {
    sample: sample.filter(({ changeId }) => sees(changeId)),
    findings: findings.flatMap(finding => {
      const changes = finding.changes.filter(sees);
      return finding.changes.length && !changes.length
        ? []
        : [{ ...finding, changes }];
    }),
  };
}

function presentFinding(
  finding: StoredFinding,
  { actor, now }: ReviewReading,
  ledTo: LedTo[],
): FindingView {
  const actions = finding.actions.map(({ told, ...action }) => ({
    ...action,
    status: action.doneAt ? ('done' as const) : ('open' as const),
    overdue: !action.doneAt && action.dueAt < now,
    mayFinish: !checkFinish({ told, ...action }, actor),
  }));
  const isResolved =
    actions.length > 0 && actions.every(({ doneAt }) => doneAt);
  const status = isResolved ? 'resolved' : 'open';
  return { ...finding, status, actions, ledTo };
}

/** One line of the list, as this person sees it. */
export function summarizeReview(
  stored: StoredReview,
  reading: ReviewReading,
): ReviewSummary {
  const { actor, now } = reading;
  const { sample, findings } = seenOf(stored, reading);
  const open = findings
    .flatMap(({ actions }) => actions)
    .filter(({ doneAt }) => !doneAt);
  const { id, kind, period, from, to, openedAt, dueAt, status } = stored;
  const { clause, signOff, signatures, signedOffAt, changeId } = stored;
  return {
    ...{ id, kind, period, from, to, openedAt, dueAt, status },
    ...{ clause, signOff, signatures, signedOffAt, changeId },
    overdue: status === 'open' && dueAt < now,
    counts: {
      sampled: sample.length,
      lookedAt: sample.filter(({ verdict }) => verdict).length,
      findings: findings.length,
      openActions: open.length,
      overdueActions: open.filter(action => action.dueAt < now).length,
    },
    allowedActions: permitsOf(stored, actor),
  };
}

/** The whole review, as this person sees it. */
export function presentReview(
  stored: StoredReview,
  data: ReviewData | undefined,
  reading: ReviewReading,
  ledTo: (findingId: string) => LedTo[],
): ReviewView {
  const { actor, narrowed } = reading;
  const { sample, findings } = seenOf(stored, reading);
  return {
    ...summarizeReview(stored, reading),
    revision: stored.revision,
    policyVersion: stored.policyVersion,
    timeZone: stored.timeZone,
    data:
      data && narrowed
        ? {
            ...data,
            population: undefined,
            figures: undefined,
            trend: undefined,
          }
        : data,
    sample: sample.map(({ involved, ...row }) => ({
      ...row,
      mayLookAt: !checkLookAt(stored, row.changeId, actor),
    })),
    findings: findings.map(finding =>
      presentFinding(finding, reading, ledTo(finding.id)),
    ),
    openPoints:
      stored.status === 'open' && !stored.changeId
        ? reviewOpenPoints(stored)
        : [],
    narrowed,
  };
}
