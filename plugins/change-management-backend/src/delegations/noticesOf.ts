import {
  Actor,
  StoredDelegation,
} from 'backstage-plugin-change-management-common';
import { Notice } from '../notices/NoticeService';
import { nameOf, quote, timeOf } from '../notices/wording';

/** What both are told when a delegation is made or revoked; nobody is told of what they did themselves. */
export function noticesOf(
  delegation: StoredDelegation,
  actor: Actor,
): Notice[] {
  const { delegator, delegate, from, until, reason } = delegation;
  const { revokedAt, revocationReason } = delegation;
  const who = nameOf(actor.userRef);
  const span = `from ${timeOf(from)} to ${timeOf(until)}`;
  const description = revokedAt
    ? `${who} revoked it${quote(revocationReason)}. It was to last ${span}.`
    : `${who} recorded it, ${span}${quote(reason)}.`;
  const stops = revokedAt ? 'no longer stands' : 'stands';
  const told = [
    {
      to: delegate,
      title: `You ${revokedAt ? 'no longer stand' : 'stand'} in for ${nameOf(
        delegator,
      )}`,
    },
    { to: delegator, title: `${nameOf(delegate)} ${stops} in for you` },
  ];
  return told
    .filter(({ to }) => to !== actor.userRef)
    .map(({ to, title }) => ({
      kind: 'delegation',
      purpose: 'information',
      recipients: [to],
      excluded: [],
      title,
      description,
      link: '/change-management/delegations',
      severity: 'normal',
    }));
}
