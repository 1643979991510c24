import { Role } from '../../contract/words';
import { defaultPolicy } from '../../policy/defaultPolicy';
import { personalRoles } from '../people';
import { Actor, EntityFacts, Facts } from '../types';

function person(
  name: string,
  groups: string[] = [],
  roles: Role[] = [],
): Actor {
  const userRef = `user:default/${name}`;
  return {
    userRef,
    ownership: [userRef, ...groups.map(group => `group:default/${group}`)],
    roles: roles.map(role => ({ role, via: userRef })),
  };
}

/** A small organisation. `lara` holds every role and belongs to every team, so she tries every separation of duties. */
export const people = {
  amina: person('amina', ['devops'], ['implementer']),
  tarik: person('tarik', ['devops'], ['implementer']),
  youssef: person('youssef', ['payments-team']),
  salma: person('salma', ['change-office'], ['changeManager']),
  rachid: person('rachid', ['change-office'], ['changeManager']),
  karim: person('karim', ['security'], ['securityManager']),
  nadia: person('nadia', ['management'], ['cto', 'changeManager']),
  hind: person('hind', ['audit'], ['auditor']),
  lara: person(
    'lara',
    ['devops', 'payments-team'],
    ['changeManager', 'securityManager', 'cto', 'implementer'],
  ),
} satisfies Record<string, Actor>;

/** Somebody as they are while these people are absent and have delegated to them. */
export function standingIn(actor: Actor, ...absent: Actor[]): Actor {
  const delegated = absent.flatMap(({ userRef, roles }) =>
    roles
      .filter(({ role }) => !personalRoles.includes(role))
      .map(held => ({ ...held, delegatedBy: userRef })),
  );
  return {
    ...actor,
    roles: [...actor.roles, ...delegated],
    actsFor: absent.map(({ userRef, ownership }) => ({ userRef, ownership })),
  };
}

const imane = person('imane', ['management'], ['changeManager']);

/**
 * People who stand in for others: for several, for those who stand in themselves, two for the same person, and one who
 * belongs to the team that implements.
 */
export const delegates = {
  imane: standingIn(imane, people.nadia, people.youssef),
  samir: standingIn(
    person('samir'),
    people.salma,
    people.karim,
    people.lara,
    people.hind,
    imane,
  ),
  jalal: standingIn(person('jalal', ['devops']), people.salma, people.nadia),
  wafae: standingIn(person('wafae'), people.salma, people.tarik),
} satisfies Record<string, Actor>;

function entity(
  entityRef: string,
  owners: string[],
  tags: string[] = [],
): EntityFacts {
  const kind = entityRef.split(':')[0];
  return { entityRef, exists: true, kind, owners, tags };
}

export const entities: Record<string, EntityFacts> = Object.fromEntries(
  [
    entity('component:default/payments-api', ['group:default/payments-team']),
    entity('resource:default/payments-db', ['group:default/payments-team']),
    entity('component:default/orders', ['group:default/devops']),
    entity('component:default/nobodys', []),
    entity(
      'component:default/vault',
      ['group:default/security'],
      ['security-relevant'],
    ),
  ].map(facts => [facts.entityRef, facts]),
);

export const lowRisk = Object.fromEntries(
  defaultPolicy.risk.questionnaire.map(q => [q.id, q.options[0].id]),
);
export const criticalRisk = Object.fromEntries(
  defaultPolicy.risk.questionnaire.map(q => [
    q.id,
    q.options[q.options.length - 1].id,
  ]),
);

/** What is known when somebody acts, by default at noon of 1 December 2026. */
export function factsFor(
  actor: Actor,
  now: string = '2026-12-01T12:00:00.000Z',
): Facts {
  return {
    now,
    actor,
    policy: defaultPolicy,
    entities,
    impact: { direct: [], indirect: [], truncated: false },
  };
}
