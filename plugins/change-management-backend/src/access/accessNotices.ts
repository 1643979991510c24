import { parseEntityRef } from '@backstage/catalog-model';
import { Notice } from '../notices/NoticeService';
import { listed, nameOf, timeOf } from '../notices/wording';
import { dueAt } from './AccessReader';
import { StoredGrant } from './GrantStore';

const namedAtMost = 5;

function nameIn({ principal, permission, entityRef }: StoredGrant): string {
  const who = principal.includes('/') ? nameOf(principal) : principal;
  return `${permission} on ${nameOf(entityRef)} for ${who}`;
}

function named(grants: StoredGrant[]): string {
  const more = grants.length - namedAtMost;
  return `${listed(grants.slice(0, namedAtMost).map(nameIn))}${
    more > 0 ? `, and ${more} more` : ''
  }`;
}

function about(grants: StoredGrant[]): string[] {
  return [...new Set(grants.map(({ entityRef }) => entityRef))];
}

/** Where the grants are shown: on the page of their entity, or of the first of several. */
function linkTo([{ entityRef }]: StoredGrant[]): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${namespace}/${kind}/${name}/changes`;
}

/** Access that is over has to be revoked. */
export function expiredNotice(grants: StoredGrant[], reader: string): Notice {
  const count = grants.length;
  return {
    kind: 'access',
    purpose: 'ask',
    recipients: [reader],
    excluded: [],
    about: about(grants),
    severity: 'high',
    title:
      count === 1
        ? `Access has expired: ${nameIn(grants[0])}`
        : `${count} grants of access have expired`,
    description: `${named(grants)}. Have a change revoke ${
      count === 1 ? 'it' : 'them'
    } by ${timeOf(dueAt(grants[0].expiredAt!))}.`,
    link: linkTo(grants),
  };
}

/** Access that will be over soon. */
export function expiringNotice(grants: StoredGrant[], reader: string): Notice {
  const count = grants.length;
  const first = grants.map(({ until }) => until!).sort()[0];
  return {
    kind: 'access',
    purpose: 'information',
    recipients: [reader],
    excluded: [],
    about: about(grants),
    severity: 'normal',
    title:
      count === 1
        ? `Access expires soon: ${nameIn(grants[0])}`
        : `${count} grants of access expire soon`,
    description: `${named(grants)}. ${
      count === 1 ? 'It ends' : 'The first ends'
    } on ${timeOf(
      first,
    )}; a change of category access can extend or revoke it.`,
    link: linkTo(grants),
  };
}
