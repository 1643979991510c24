import {
  AccessAct,
  AccessList,
  AccessRequest,
  AccessRevocation,
  accessKey,
} from '../contract/access';
import { AccessGrantView, AccessStatus } from '../contract/accessGrants';

/** A grant as it stands in the ledger. */
export type AccessGrant = Pick<
  AccessGrantView,
  | 'id'
  | 'principal'
  | 'entityRef'
  | 'permission'
  | 'from'
  | 'until'
  | 'grantedBy'
  | 'grantedAt'
  | 'revokedBy'
  | 'revokedAt'
>;

/** Whose turn it is in the ledger, and when (ISO 8601, UTC). */
export interface AccessEnvelope {
  changeId: string;
  now: string;
  /** How many grants the change has made before. */
  made: number;
}

function isOpen({ revokedAt }: AccessGrant): boolean {
  return revokedAt === undefined;
}

function hasExpired({ until }: Pick<AccessGrant, 'until'>, now: string) {
  return until !== undefined && until <= now;
}

/** The later of two ends; none is the latest. */
function laterEnd(a?: string, b?: string): string | undefined {
  return a === undefined || b === undefined ? undefined : [a, b].sort()[1];
}

/** How a grant stands at a time at which it was in the ledger already. */
export function accessStatusAt(
  { from, until, revokedAt }: AccessGrant,
  at: string,
): AccessStatus {
  if (revokedAt !== undefined && revokedAt <= at) {
    return 'revoked';
  }
  if (hasExpired({ until }, at)) {
    return 'expired';
  }
  return from > at ? 'future' : 'active';
}

function actOf(
  type: AccessAct['type'],
  { id, principal, entityRef, permission, from, until }: AccessGrant,
): AccessAct {
  return { type, id, principal, entityRef, permission, from, until };
}

/** The ledger after what a change did to it. */
export function applyAccess(
  ledger: AccessGrant[],
  acts: AccessAct[],
  { changeId, now }: Pick<AccessEnvelope, 'changeId' | 'now'>,
): AccessGrant[] {
  return acts.reduce((grants, act) => {
    const { type, id, until } = act;
    if (type === 'granted') {
      const { principal, entityRef, permission, from } = act;
      const grant = { id, principal, entityRef, permission, from, until };
      return [...grants, { ...grant, grantedBy: changeId, grantedAt: now }];
    }
    return grants.map(grant => {
      if (grant.id !== id) {
        return grant;
      }
      return type === 'extended'
        ? { ...grant, until }
        : { ...grant, revokedBy: changeId, revokedAt: now };
    });
  }, ledger);
}

/** The open grants of the very same access. */
export function heldAs(
  ledger: AccessGrant[],
  access: AccessRevocation,
): AccessGrant[] {
  const key = accessKey(access);
  return ledger
    .filter(grant => isOpen(grant) && accessKey(grant) === key)
    .sort((a, b) => a.from.localeCompare(b.from));
}

function grantActs(
  ledger: AccessGrant[],
  request: AccessRequest,
  { changeId, now, made }: AccessEnvelope,
): AccessAct[] {
  const from = request.from && request.from > now ? request.from : now;
  if (hasExpired(request, now)) {
    return [];
  }
  const held = heldAs(ledger, request);
  const current = held.filter(grant => !hasExpired(grant, now));
  // What it takes the place of at once is over with it.
  const renewed =
    from === now ? held.filter(grant => hasExpired(grant, now)) : [];
  const meets = (grant: AccessGrant, end: string | undefined) =>
    (grant.until === undefined || grant.until >= from) &&
    (end === undefined || grant.from <= end);
  const keeper = current.find(
    grant => grant.from <= from && meets(grant, request.until),
  );
  let until = keeper ? laterEnd(keeper.until, request.until) : request.until;
  const merged: AccessGrant[] = [];
  for (const grant of current) {
    if (grant !== keeper && grant.from >= from && meets(grant, until)) {
      until = laterEnd(until, grant.until);
      merged.push(grant);
    }
  }
  const revoked = [...renewed, ...merged].map(grant => actOf('revoked', grant));
  if (!keeper) {
    const { principal, entityRef, permission } = request;
    const id = `${changeId}-${made + 1}`;
    return [
      ...revoked,
      { type: 'granted', id, principal, entityRef, permission, from, until },
    ];
  }
  return until === keeper.until
    ? revoked
    : [
        ...revoked,
        {
          ...actOf('extended', { ...keeper, until }),
          previousUntil: keeper.until,
        },
      ];
}

/**
 * What a list of revocations and grants does to the ledger: revocations first; access that is held already is made to last
 * longer, never doubled. Nothing is granted for a time that has passed, so what the ledger says of the past never changes.
 */
export function planAccess(
  ledger: AccessGrant[],
  { grants, revocations }: AccessList,
  envelope: AccessEnvelope,
): AccessAct[] {
  const acts: AccessAct[] = [];
  let after = ledger;
  let { made } = envelope;
  const take = (more: AccessAct[]) => {
    acts.push(...more);
    after = applyAccess(after, more, envelope);
    made += more.filter(({ type }) => type === 'granted').length;
  };
  for (const revocation of revocations) {
    take(heldAs(after, revocation).map(grant => actOf('revoked', grant)));
  }
  for (const request of grants) {
    take(grantActs(after, request, { ...envelope, made }));
  }
  return acts;
}

/** Why something that a change did to the ledger is left as it is. */
export interface AccessLeft {
  act: AccessAct;
  because: string;
}

/**
 * What undoes everything that a change did to the ledger, the last first. What another change has altered since stays as it
 * is; access that would have expired meanwhile is not granted anew.
 */
export function undoAccess(
  ledger: AccessGrant[],
  done: AccessAct[],
  envelope: AccessEnvelope,
): { acts: AccessAct[]; left: AccessLeft[] } {
  const { now, changeId } = envelope;
  const acts: AccessAct[] = [];
  const left: AccessLeft[] = [];
  const ends = new Map<string, string | undefined>();
  const fresh = new Set<string>();
  let after = ledger;
  const take = (more: AccessAct[]) => {
    acts.push(...more);
    after = applyAccess(after, more, envelope);
    for (const { type, id, until } of more) {
      ends.set(id, until);
      if (type === 'granted') {
        fresh.add(id);
      }
    }
  };
  for (const act of [...done].reverse()) {
    const grant = after.find(({ id }) => id === act.id);
    if (!grant) {
      continue;
    }
    if (act.type === 'revoked') {
      if (hasExpired(act, now)) {
        continue;
      }
      const from = laterEnd(act.from, now)!;
      const other = heldAs(after, act).find(
        held =>
          !fresh.has(held.id) &&
          (held.until === undefined || held.until > from) &&
          (act.until === undefined || held.from < act.until),
      );
      if (other) {
        left.push({
          act,
          because: `${other.grantedBy} has granted it since (${other.id}).`,
        });
      } else {
        const made = envelope.made + fresh.size;
        take(grantActs(after, act, { ...envelope, made }));
      }
    } else if (!isOpen(grant)) {
      if (grant.revokedBy !== changeId) {
        left.push({ act, because: `${grant.revokedBy} has revoked it since.` });
      }
    } else if (
      grant.until !== (ends.has(act.id) ? ends.get(act.id) : act.until)
    ) {
      left.push({ act, because: 'a later change has altered its end.' });
    } else if (act.type === 'granted') {
      take([actOf('revoked', grant)]);
    } else {
      // It was held until now, whatever becomes of it.
      const until = laterEnd(act.previousUntil, now);
      take([
        { ...actOf('extended', { ...grant, until }), previousUntil: act.until },
      ]);
    }
  }
  return { acts, left };
}
