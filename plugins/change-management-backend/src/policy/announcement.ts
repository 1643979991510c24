import {
  Actor,
  comparePolicyVersions,
  tellDifference,
} from 'backstage-plugin-change-management-common';
import { Notice } from '../notices/NoticeService';
import { nameOf, quote } from '../notices/wording';
import { StoredPolicy } from './PolicyStore';

/** Differences told in a notice; the page has all of them. */
const LINES = 12;

/** What everybody concerned is told when a version is published: from when, why, and what is different. */
export function announcementOf(
  { version, effectiveDate, document, note }: StoredPolicy,
  before: StoredPolicy | undefined,
  actor: Actor,
  today: string,
): Omit<Notice, 'recipients'> {
  const lines = before
    ? tellDifference(comparePolicyVersions(before.document, document))
    : [];
  const rest = lines.length - LINES;
  const from =
    effectiveDate > today
      ? `takes effect on ${effectiveDate} (UTC)`
      : 'is in force';
  return {
    kind: 'policy',
    purpose: 'ask',
    excluded: [actor.userRef],
    severity: 'normal',
    title: `Policy ${version} ${from}: please read it`,
    description: [
      `${nameOf(actor.userRef)} published it${quote(note) || '.'}`,
      ...lines.slice(0, LINES).map(line => `• ${line}`),
      ...(rest > 0 ? [`• and ${rest} more`] : []),
    ].join('\n'),
    link: `/change-management/policy?version=${version}${
      before ? `&against=${before.version}` : ''
    }`,
  };
}
