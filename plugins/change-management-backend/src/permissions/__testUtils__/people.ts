import { mockCredentials } from '@backstage/backend-test-utils';
import { entity } from '../../catalog/__testUtils__/catalog';
import { organisation } from '../../__testUtils__/organisation';

/** Besides the usual people some who hold one role, or own one thing, and nothing else. */
export const people = [
  ...organisation,
  entity('user:default/mounir', ['memberOf group:default/office']),
  entity('user:default/leila', ['memberOf group:default/search-team']),
  entity('user:default/zineb'),
  entity('group:default/search-team'),
  entity('component:default/search', ['ownedBy group:default/search-team']),
];

/** The people of the table of routes. */
export const members: Record<string, string> = {
  requester: 'omar',
  implementer: 'amina',
  owner: 'youssef',
  'change manager': 'mounir',
  'security manager': 'karim',
  CTO: 'nadia',
  auditor: 'hind',
  // Hold the role implementer, and own an entity, but not those of the change.
  'other developer': 'bilal',
  'other owner': 'leila',
  'anyone else': 'zineb',
};

/** The columns of the table of routes, and the header that each of them sends. */
export const columns: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(members).map(([column, name]) => [
      column,
      mockCredentials.user.header(`user:default/${name}`),
    ]),
  ),
  'not signed in': mockCredentials.none.header(),
  service: mockCredentials.service.header(),
  pipeline: mockCredentials.service.header({
    onBehalfOf: mockCredentials.service('external:ci'),
    targetPluginId: 'change-management',
  }),
};
