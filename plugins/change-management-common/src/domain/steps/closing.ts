import { ChangeState, CloseCode } from '../../contract/words';
import { hasImplemented, hasRole, isImplementer } from '../people';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import { approvalRequirements, isReviewRequired } from '../requirements';
import { isRollbackOpen } from '../rollback';
import { countTasks, openTasks } from '../tasks';
import { Change, Facts } from '../types';
import { byRole, inState, Step } from './step';

const inReview: readonly ChangeState[] = ['review'];

export const review: Step<'review'> = {
  states: inReview,
  check: (change, { actor }) =>
    (isImplementer(change, actor) || hasRole(actor, 'changeManager')
      ? undefined
      : forbidden(
          `Only its implementer (${change.implementer}) or the change manager may review ${change.id}.`,
          ['changeManager'],
        )) ?? inState(change, inReview, 'reviewing'),
  run: (_change, { summary, rootCause, lessons, actionItems }) => [
    {
      type: 'reviewed',
      review: {
        summary,
        rootCause,
        lessons,
        actionItems: actionItems.filter(item => item !== ''),
      },
    },
  ],
};

/** Modifications of access and configuration are documented one by one (policy §6.2); the ledger of access documents its own. */
export function isLogOwed({
  category,
  logEntries,
  accessChanged,
}: Pick<Change, 'category' | 'logEntries' | 'accessChanged'>): boolean {
  return (
    (category === 'access' || category === 'configuration') &&
    logEntries === 0 &&
    !accessChanged?.length
  );
}

/** What must be there before anybody may close (policy §5); in words, all at once. */
export function findOpenEnds(
  change: Change,
  facts: Pick<Facts, 'policy'>,
): string[] {
  const open = [];
  if (change.type === 'emergency') {
    if (change.missing.length) {
      open.push(
        `the documentation after the fact (${change.missing
          .map(({ path }) => path)
          .join(', ')})`,
      );
    }
    const undecided = approvalRequirements(change).filter(
      ({ decision }) => !decision || decision.decision === 'request-changes',
    );
    for (const { rule } of undecided) {
      open.push(`the retrospective approval (${rule})`);
    }
  }
  if (isReviewRequired(change, facts) && !change.review) {
    open.push('the post-implementation review');
  }
  if (isLogOwed(change)) {
    open.push('an entry in the execution log that says what was changed');
  }
  const tasks = openTasks(change);
  if (tasks.length) {
    open.push(
      `the end of ${countTasks(tasks)} (${tasks
        .map(({ title }) => title)
        .join('; ')})`,
    );
  }
  if (isRollbackOpen(change)) {
    open.push('the end of the rollback that was begun');
  }
  return open;
}

function checkCloseCode(change: Change, code: CloseCode): Refusal | undefined {
  if ((code === 'rolled-back') !== (change.rollback !== undefined)) {
    return invalid([
      {
        path: 'closeCode',
        message: change.rollback
          ? 'must be rolled-back, as the change was rolled back'
          : 'must not be rolled-back, as no rollback was carried out',
      },
    ]);
  }
  if (
    change.completion?.outcome === 'unsuccessful' &&
    !['rolled-back', 'unsuccessful'].includes(code)
  ) {
    return invalid([
      {
        path: 'closeCode',
        message: 'must be unsuccessful, as its implementer reported it so',
      },
    ]);
  }
  const rejected = change.decisions.some(d => d.decision === 'reject');
  return rejected && !['rolled-back', 'unsuccessful'].includes(code)
    ? conflict(
        `Its retrospective approval was refused, so ${change.id} can only be closed as rolled-back or unsuccessful.`,
      )
    : undefined;
}

export const close: Step<'close'> = {
  states: inReview,
  check(change, facts) {
    const { actor } = facts;
    const refusal =
      byRole(actor, ['changeManager'], `close ${change.id}`) ??
      (isImplementer(change, actor) || hasImplemented(change, actor)
        ? forbidden(
            `You implemented ${change.id}, so somebody else has to close it.`,
          )
        : undefined) ??
      inState(change, inReview, 'closing');
    if (refusal) {
      return refusal;
    }
    const open = findOpenEnds(change, facts);
    return open.length
      ? conflict(`${change.id} cannot be closed without ${open.join('; ')}.`)
      : undefined;
  },
  run: (change, { closeCode, summary }) =>
    checkCloseCode(change, closeCode) ?? [
      { type: 'closed', closeCode, summary },
    ],
};
