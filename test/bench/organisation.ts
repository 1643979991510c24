import { Entity } from '@backstage/catalog-model';
import {
  Actor,
  EntityFacts,
  Role,
} from 'backstage-plugin-change-management-common';

const TEAMS = 20;
const SERVICES = 200;

/** Who sends the requests. */
export const people = {
  requester: 'user:default/requester',
  manager: 'user:default/manager',
  /** Owns the busy service, and nine others. */
  owner: 'user:default/owner-0',
};

/** Holders of the roles, as in `app-config.yaml`. */
export const roles: Partial<Record<Role, string[]>> = {
  changeManager: ['group:default/office'],
  cto: ['user:default/manager'],
};

/** The service that one change in ten touches. */
export const busyService = service(0);

export function service(n: number): string {
  return `component:default/service-${n % SERVICES}`;
}

function team(n: number): string {
  return `group:default/team-${n % TEAMS}`;
}

function ref(entityRef: string, relations: [string, string][] = []): Entity {
  const [kind, path] = entityRef.split(':');
  const [namespace, name] = path.split('/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toUpperCase() + kind.slice(1),
    metadata: { namespace, name },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const range = (length: number) => Array.from({ length }, (_, n) => n);

export const services = range(SERVICES).map(service);

/** 200 services of 20 teams; each service depends on the next one, and one change manager looks after all of them. */
export const entities: Entity[] = [
  ref(people.requester, [['memberOf', 'group:default/developers']]),
  ref(people.manager, [['memberOf', 'group:default/office']]),
  ref('group:default/developers'),
  ref('group:default/office'),
  ...range(TEAMS).flatMap(n => [
    ref(team(n)),
    ref(`user:default/owner-${n}`, [['memberOf', team(n)]]),
  ]),
  ...range(SERVICES).map(n =>
    ref(service(n), [
      ['ownedBy', team(n)],
      ['dependsOn', service(n + 1)],
      ['dependencyOf', service(n + SERVICES - 1)],
    ]),
  ),
];

/** The groups of a person. */
export function groupsOf(userRef: string): string[] {
  const user = entities.find(
    ({ kind, metadata }) =>
      userRef === `${kind.toLowerCase()}:default/${metadata.name}`,
  );
  return user?.relations?.map(({ targetRef }) => targetRef) ?? [];
}

/** A person as the product knows them. */
export function actor(userRef: string): Actor {
  const ownership = [userRef, ...groupsOf(userRef)];
  return {
    userRef,
    ownership,
    roles: Object.entries(roles).flatMap(([role, holders]) =>
      holders
        .filter(via => ownership.includes(via))
        .map(via => ({ role: role as Role, via })),
    ),
  };
}

/** Somebody of the team that owns an entity. */
export function ownerOf({ owners }: Pick<EntityFacts, 'owners'>): Actor {
  return actor(owners[0].replace('group:default/team', 'user:default/owner'));
}
