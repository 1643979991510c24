import { Entity } from '@backstage/catalog-model';
import { entity } from '../catalog/__testUtils__/catalog';

function user(name: string, ...groups: string[]): Entity {
  return entity(
    `user:default/${name}`,
    groups.map(group => `memberOf group:default/${group}`),
  );
}

function component(name: string, owner: string, ...relations: string[]) {
  return entity(`component:default/${name}`, [
    `ownedBy group:default/${owner}`,
    'partOf system:default/shop',
    ...relations,
  ]);
}

/** A small organisation: a shop of three services on one database, and the people around it. */
export const organisation: Entity[] = [
  user('amina', 'devops'),
  user('bilal', 'devops'),
  user('youssef', 'payments-team'),
  user('salma', 'office'),
  user('karim', 'security'),
  user('nadia', 'board'),
  user('hind', 'audit'),
  user('omar'),
  entity('group:default/devops'),
  entity('group:default/payments-team'),
  entity('group:default/office'),
  entity('group:default/security'),
  entity('group:default/board'),
  entity('group:default/audit'),
  entity('system:default/shop', [
    'hasPart component:default/orders',
    'hasPart component:default/payments',
    'hasPart component:default/mail',
  ]),
  component('orders', 'payments-team', 'dependsOn component:default/payments'),
  component(
    'payments',
    'payments-team',
    'dependencyOf component:default/orders',
    'dependsOn resource:default/ledger',
  ),
  component('mail', 'devops'),
  entity('resource:default/ledger', [
    'ownedBy group:default/payments-team',
    'dependencyOf component:default/payments',
  ]),
  entity('resource:default/orphan'),
];

/** Who holds which role, as in `app-config.yaml`. */
export const roles = {
  changeManager: ['group:default/office'],
  securityManager: ['user:default/karim'],
  // Salma holds two roles: her decision still serves one requirement only.
  cto: ['user:default/nadia', 'user:default/salma'],
  auditor: ['group:default/audit'],
  implementer: ['group:default/devops'],
};

/** Services that may act, as in `app-config.yaml`: one for everything, one for the mail service alone. */
export const pipelines = [
  { subject: 'external:ci' },
  {
    subject: 'external:mailer',
    entities: { entityRef: 'component:default/mail' },
  },
];
