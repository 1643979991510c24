import { Role } from '../contract/words';
import { hasRole } from '../domain/people';
import { conflict, forbidden, Refusal } from '../domain/refusal';
import { nameRoles } from '../domain/steps/step';
import { Actor } from '../domain/types';
import { StoredAction, StoredReview } from './types';

const reviewing: Role[] = ['changeManager', 'securityManager', 'cto'];

function belongsTo(actor: Actor, ref: string): boolean {
  return ref === actor.userRef || actor.ownership.includes(ref);
}

/** Whoever audits looks on, whatever else they are (policy §8). */
function checkAudits(actor: Actor): Refusal | undefined {
  return hasRole(actor, 'auditor')
    ? forbidden('Whoever audits changes nothing.')
    : undefined;
}

/** Why nobody may write in a review, if so. */
function checkOpen({
  id,
  status,
  changeId,
}: StoredReview): Refusal | undefined {
  if (status !== 'open') {
    return conflict(`${id} is signed off and stays as it is.`);
  }
  return changeId
    ? conflict(
        `${id} is written and signed off with its change: review and close ${changeId}.`,
      )
    : undefined;
}

/** Why this person may not write in a review, if so. */
export function checkReviewing(
  review: StoredReview,
  actor: Actor,
): Refusal | undefined {
  const audits = checkAudits(actor);
  if (audits) {
    return audits;
  }
  return hasRole(actor, ...reviewing)
    ? checkOpen(review)
    : forbidden(
        `Only ${nameRoles(reviewing)} may write in ${review.id}.`,
        reviewing,
      );
}

/** Why this person may not say what they see in a change that was drawn, if so: nobody reviews their own (policy §8). */
export function checkLookAt(
  review: StoredReview,
  changeId: string,
  actor: Actor,
): Refusal | undefined {
  const row = review.sample.find(one => one.changeId === changeId);
  return (
    checkReviewing(review, actor) ??
    (row?.involved.some(ref => belongsTo(actor, ref))
      ? forbidden(
          `You requested or carried out ${changeId}, so somebody else has to look at it.`,
        )
      : undefined)
  );
}

/** Why this person may not say that an action is done, if so. */
export function checkFinish(
  { id, owner, doneAt }: StoredAction,
  actor: Actor,
): Refusal | undefined {
  const audits = checkAudits(actor);
  if (audits) {
    return audits;
  }
  if (!hasRole(actor, 'changeManager') && !belongsTo(actor, owner)) {
    return forbidden(
      `Only its owner (${owner}) or the change manager may say that action ${id} is done.`,
      ['changeManager'],
    );
  }
  return doneAt ? conflict(`Action ${id} is done already.`) : undefined;
}

/** What has to be done before anybody may sign, in words, all at once. */
export function reviewOpenPoints({ sample, findings }: StoredReview): string[] {
  const waiting = sample.filter(({ verdict }) => !verdict).length;
  const unwritten = sample.filter(
    ({ verdict, changeId }) =>
      verdict === 'finding' &&
      !findings.some(({ changes }) => changes.includes(changeId)),
  ).length;
  const idle = findings.filter(({ actions }) => actions.length === 0);
  return [
    ...(waiting
      ? [`${waiting} of the ${sample.length} changes drawn are not looked at`]
      : []),
    ...(unwritten
      ? [`${unwritten} changes drawn show a finding that is not written down`]
      : []),
    ...(idle.length
      ? [
          `no action is agreed for finding ${idle
            .map(({ id }) => id)
            .join(', ')}`,
        ]
      : []),
  ];
}

/** The roles that have yet to sign. */
export function unsignedRoles({ signOff, signatures }: StoredReview): Role[] {
  return signOff.filter(role => !signatures.some(one => one.role === role));
}

/** Why this person may not sign it now, if so: each role is signed for by another person (policy §7, §8). */
export function checkSignOff(
  review: StoredReview,
  actor: Actor,
): Refusal | undefined {
  const { id, signOff, signatures } = review;
  const closed = checkAudits(actor) ?? checkOpen(review);
  if (!hasRole(actor, ...signOff)) {
    return forbidden(`Only ${nameRoles(signOff)} may sign off ${id}.`, signOff);
  }
  if (closed) {
    return closed;
  }
  const missing = unsignedRoles(review);
  if (
    signatures.some(({ by }) => by === actor.userRef) ||
    !hasRole(actor, ...missing)
  ) {
    return conflict(
      `${id} still needs the signature of ${nameRoles(
        missing,
      )}; each role is signed for by another person.`,
    );
  }
  const open = reviewOpenPoints(review);
  return open.length
    ? conflict(`${id} cannot be signed off yet: ${open.join('; ')}.`)
    : undefined;
}
