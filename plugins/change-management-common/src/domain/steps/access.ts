import {
  ACCESS_LIMIT,
  AccessAct,
  accessKey,
  AccessList,
  AccessRevocation,
  carriesAccess,
} from '../../contract/access';
import { Outcome } from '../../contract/words';
import {
  AccessEnvelope,
  heldAs,
  planAccess,
  undoAccess,
} from '../../access/ledger';
import { nameAccess, nameAct } from '../../access/naming';
import { ChangeEvent } from '../events';
import { conflict, Refusal } from '../refusal';
import { Change, Facts } from '../types';
import { isCovered, listsOfAccess, noAccess } from '../accessGaps';
import { edit } from './request';
import { byImplementer, byRequesterOrImplementer, inState, Step } from './step';

/** Acts on the ledger that one change may do. */
const ACTS_LIMIT = 5 * ACCESS_LIMIT;

function envelopeOf(
  change: Change,
  { now }: Pick<Facts, 'now'>,
): AccessEnvelope {
  const done = change.accessChanged ?? [];
  const made = done.filter(({ type }) => type === 'granted').length;
  return { changeId: change.id, now, made };
}

function isOfAccess(change: Change): Refusal | undefined {
  return change.category === 'access'
    ? undefined
    : conflict(
        `${change.id} is ${
          change.category ? `of category ${change.category}` : 'of no category'
        }; only changes of category access grant and revoke access.`,
      );
}

function checkCovered(
  change: Change,
  list: AccessList,
  facts: Facts,
): Refusal | undefined {
  const foreign = listsOfAccess
    .flatMap(name => list[name])
    .filter(({ entityRef }) => !isCovered(change, entityRef, facts));
  return foreign.length
    ? conflict(
        `${change.id} does not cover ${foreign[0].entityRef}: neither it nor anything that it is part of is among its affected entities.`,
      )
    : undefined;
}

function withEntries<T extends AccessRevocation>(present: T[], more: T[]): T[] {
  const keys = more.map(accessKey);
  return [
    ...present.filter(entry => !keys.includes(accessKey(entry))),
    ...more,
  ];
}

/** What a draft asks for, with more of it. */
export function withAccess(
  access: AccessList = noAccess,
  more: AccessList,
): AccessList {
  return {
    grants: withEntries(access.grants, more.grants),
    revocations: withEntries(access.revocations, more.revocations),
  };
}

/** Access that becomes part of what approvers see. */
export const proposeAccess: Step<'propose-access'> = {
  check: (change, { actor }) =>
    byRequesterOrImplementer(change, actor, 'propose access in') ??
    inState(change, ['draft'], 'proposing access'),
  run(change, { access: more }, facts) {
    const access = withAccess(change.access, more);
    const refusal =
      isOfAccess(change) ??
      checkCovered(change, more, facts) ??
      (listsOfAccess.some(list => access[list].length > ACCESS_LIMIT)
        ? conflict(
            `${change.id} carries ${ACCESS_LIMIT} of these already, the most that one change may.`,
          )
        : undefined);
    return (
      refusal ??
      edit.run(
        change,
        { type: 'edit', revision: change.revision, patch: { access } },
        facts,
      )
    );
  },
};

/** Why a change that was approved with a list may not do this, if so. */
function checkCarried(
  { id, access = noAccess }: Change,
  { grants, revocations }: AccessList,
): Refusal | undefined {
  if (!carriesAccess({ access })) {
    return undefined;
  }
  const foreign = [
    ...grants.filter(
      grant =>
        !access.grants.some(
          carried =>
            accessKey(carried) === accessKey(grant) &&
            (grant.from ?? carried.from) === carried.from &&
            (grant.until ?? carried.until) === carried.until,
        ),
    ),
    ...revocations.filter(
      revocation =>
        !access.revocations.some(
          carried => accessKey(carried) === accessKey(revocation),
        ),
    ),
  ];
  return foreign.length
    ? conflict(
        `${id} does not carry this: ${nameAccess(
          foreign[0],
        )}. Approvers saw its list; what is not in it takes another change.`,
      )
    : undefined;
}

function isDone(change: Change, type: 'granted' | 'revoked') {
  const done = (change.accessChanged ?? [])
    .filter(act => (act.type === 'revoked') === (type === 'revoked'))
    .map(accessKey);
  return (entry: AccessRevocation) => done.includes(accessKey(entry));
}

function changed(
  acts: AccessAct[],
  origin: 'change' | 'rollback',
): ChangeEvent[] {
  return acts.length ? [{ type: 'access-changed', acts, origin }] : [];
}

/** Access that is granted or revoked at once, by a change that is being implemented. */
export const applyAccessNow: Step<'apply-access'> = {
  check: (change, { actor }) =>
    byImplementer(change, actor, 'alter access through') ??
    inState(change, ['implementation'], 'altering access'),
  run(change, { access: asked }, facts) {
    const { access = noAccess } = change;
    const grants = asked.grants.map(
      grant =>
        access.grants.find(
          carried => accessKey(carried) === accessKey(grant),
        ) ?? grant,
    );
    // What the list revokes of the same access comes first, as it does at the completion.
    const revokes = isDone(change, 'revoked');
    const before = access.revocations.filter(
      revocation =>
        !revokes(revocation) &&
        grants.some(grant => accessKey(grant) === accessKey(revocation)),
    );
    const refusal =
      isOfAccess(change) ??
      checkCovered(change, asked, facts) ??
      checkCarried(change, asked);
    if (refusal) {
      return refusal;
    }
    const acts = planAccess(
      facts.access?.ledger ?? [],
      { grants, revocations: [...before, ...asked.revocations] },
      envelopeOf(change, facts),
    );
    return (change.accessChanged?.length ?? 0) + acts.length > ACTS_LIMIT
      ? conflict(
          `${change.id} has altered access ${ACTS_LIMIT} times, the most that one change may.`,
        )
      : changed(acts, 'change');
  },
};

function noted(summary: string, lines: string[], now: string): ChangeEvent[] {
  return lines.length
    ? [
        {
          type: 'logged',
          entry: {
            kind: 'access',
            summary,
            whatChanged: lines.join('\n'),
            occurredAt: now,
          },
        },
      ]
    : [];
}

/**
 * What completing a change makes of its list (policy §6); nothing where it was unsuccessful. What it has done itself meanwhile
 * stays done, and what others have done already is said in its log.
 */
export function completeAccess(
  change: Change,
  outcome: Outcome,
  facts: Facts,
): ChangeEvent[] {
  const { access = noAccess } = change;
  const grants = access.grants.filter(
    grant => !isDone(change, 'granted')(grant),
  );
  const revocations = access.revocations.filter(
    revocation => !isDone(change, 'revoked')(revocation),
  );
  if (outcome === 'unsuccessful') {
    return noted(
      'Access stays as it is, as the change was unsuccessful',
      [
        ...revocations.map(each => `Not revoked: ${nameAccess(each)}`),
        ...grants.map(each => `Not granted: ${nameAccess(each)}`),
      ],
      facts.now,
    );
  }
  const ledger = facts.access?.ledger ?? [];
  const acts = planAccess(
    ledger,
    { grants, revocations },
    envelopeOf(change, facts),
  );
  const idle = [
    ...revocations
      .filter(each => heldAs(ledger, each).length === 0)
      .map(each => `Revoked already: ${nameAccess(each)}`),
    ...grants
      .filter(each => !acts.some(act => accessKey(act) === accessKey(each)))
      .map(each =>
        each.until !== undefined && each.until <= facts.now
          ? `Over already: ${nameAccess(each)}`
          : `Held already: ${nameAccess(each)}`,
      ),
  ];
  return [
    ...noted('Some access was there already', idle, facts.now),
    ...changed(acts, 'change'),
  ];
}

/** What rolling a change back makes of the access that it altered. */
export function undoAccessOf(change: Change, facts: Facts): ChangeEvent[] {
  const { acts, left } = undoAccess(
    facts.access?.ledger ?? [],
    change.accessChanged ?? [],
    envelopeOf(change, facts),
  );
  return [
    ...changed(acts, 'rollback'),
    ...noted(
      'Some access was not set back',
      left.map(({ act, because }) => `${nameAct(act)}: ${because}`),
      facts.now,
    ),
  ];
}
