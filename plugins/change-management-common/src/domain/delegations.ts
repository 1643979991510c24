import {
  Delegation,
  DELEGATION_DAYS,
  DelegationForm,
  DelegationStatus,
} from '../contract/delegations';
import { MissingField } from '../contract/judgement';
import { hasRole } from './people';
import { conflict, forbidden, invalid, Refusal } from './refusal';
import { Actor } from './types';

const day = 24 * 60 * 60 * 1000;

/** A delegation without what depends on the time. */
export type StoredDelegation = Omit<Delegation, 'status'>;

/** Where it stands at a moment (ISO 8601, UTC); `until` itself is past it. */
export function delegationStatus(
  { from, until, revokedAt }: StoredDelegation,
  now: string,
): DelegationStatus {
  if (revokedAt) {
    return 'revoked';
  }
  if (until <= now) {
    return 'ended';
  }
  return from <= now ? 'active' : 'upcoming';
}

/** What a delegation is judged by besides itself. */
export interface DelegationFacts {
  /** ISO 8601, UTC */
  now: string;
  actor: Actor;
  /** Those of the refs in the form that are users in the catalog. */
  users: string[];
  /** What the delegator has delegated to the same person, and not revoked. */
  given: StoredDelegation[];
}

/** Only by a role of one's own: what was delegated is not passed on. */
function mayRecordForOthers({ roles }: Actor): boolean {
  return roles.some(
    ({ role, delegatedBy }) => role === 'changeManager' && !delegatedBy,
  );
}

/**
 * Why a delegation may not be made; undefined if it may. Whoever records one for somebody else gets nothing by it.
 */
export function checkDelegation(
  form: DelegationForm,
  { now, actor, users, given }: DelegationFacts,
): Refusal | undefined {
  const { from, until, delegate } = form;
  const delegator = form.delegator ?? actor.userRef;
  const isOwn = delegator === actor.userRef;
  if (!isOwn && !mayRecordForOthers(actor)) {
    return forbidden(
      'Only the change manager may record a delegation for somebody else (role changeManager is missing).',
      ['changeManager'],
    );
  }
  const fields: MissingField[] = [];
  const check = (isGood: boolean, path: string, message: string) =>
    isGood || fields.push({ path, message });
  const longest = Date.parse(from) + DELEGATION_DAYS * day;
  if (until <= from) {
    check(false, 'until', 'must be after from');
  } else if (until <= now) {
    check(false, 'until', 'must lie in the future');
  } else {
    const isShort = Date.parse(until) <= longest;
    check(isShort, 'until', `must be at most ${DELEGATION_DAYS} days later`);
  }
  if (delegate === delegator) {
    check(false, 'delegate', 'must be somebody else');
  } else if (!isOwn && delegate === actor.userRef) {
    check(false, 'delegate', 'must not be whoever records it');
  } else {
    check(users.includes(delegate), 'delegate', 'is no user of the catalog');
  }
  check(users.includes(delegator), 'delegator', 'is no user of the catalog');
  if (fields.length) {
    return invalid(fields);
  }
  const same = given.find(one => one.from < until && from < one.until);
  return (
    same &&
    conflict(
      `${delegate} already stands in for ${delegator} from ${same.from} until ${same.until}. Revoke that first.`,
    )
  );
}

/** Why a delegation may not be revoked; undefined if it may. */
export function checkRevocation(
  delegation: StoredDelegation,
  { now, actor }: Pick<DelegationFacts, 'now' | 'actor'>,
): Refusal | undefined {
  const status = delegationStatus(delegation, now);
  if (
    delegation.delegator !== actor.userRef &&
    !hasRole(actor, 'changeManager')
  ) {
    return forbidden(
      `Only ${delegation.delegator} or the change manager may revoke it (role changeManager is missing).`,
      ['changeManager'],
    );
  }
  return status === 'ended' || status === 'revoked'
    ? conflict(
        status === 'ended'
          ? `It ended on ${delegation.until}.`
          : `It was revoked on ${delegation.revokedAt}.`,
      )
    : undefined;
}
