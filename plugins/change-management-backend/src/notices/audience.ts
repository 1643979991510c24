import {
  candidatesFor,
  Change,
  Facts,
  isStale,
  Role,
  tellsIndirectOwners,
  WaitingFor,
  waitingFor,
} from 'backstage-plugin-change-management-common';

/** The users and groups around a change, by the part that they have in it. */
export interface Audience {
  requester: string;
  implementer: string;
  changeManagers: string[];
  /** Owners of what the change touches directly. */
  owners: string[];
  /** Owners of everything it touches, along the catalog's relations too where the policy has them told. */
  allOwners: string[];
  /** The contacts of clients of what it touches directly: users, groups and addresses. */
  clients: string[];
  /** Everybody who has decided or assessed. */
  voices: string[];
  /** The users who could give a decision that these owe, where it is known who they are. */
  deciders(owedBy: Pick<WaitingFor, 'people' | 'roles'>): string[];
  /** Whom the change waits for, of one kind. */
  awaited(what: WaitingFor['what']): string[];
}

export function audienceOf(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy' | 'people' | 'now'>,
  holders: Record<Role, string[]>,
): Audience {
  const owners = change.affectedEntities.flatMap(
    ref => facts.entities[ref]?.owners ?? [],
  );
  const clients = change.affectedEntities.flatMap(
    ref => facts.entities[ref]?.clientContacts ?? [],
  );
  const approvers = change.decisions
    .filter(given => given.decision === 'approve' && !isStale(change, given))
    .flatMap(({ by, onBehalfOf }) => [by, onBehalfOf]);
  const behind = ({ people, roles }: Pick<WaitingFor, 'people' | 'roles'>) => [
    ...people,
    ...roles.flatMap(role => holders[role]),
  ];
  const deciders: Audience['deciders'] = owedBy =>
    facts.people
      ? candidatesFor(owedBy, change, facts.people).filter(
          user => !approvers.includes(user),
        )
      : behind(owedBy);
  return {
    requester: change.requestedBy,
    implementer: change.implementer,
    changeManagers: holders.changeManager,
    owners,
    clients,
    allOwners: [
      ...owners,
      ...(tellsIndirectOwners(change, facts)
        ? change.impact.indirect.flatMap(entity => entity.owners)
        : []),
    ],
    voices: [...change.decisions, ...change.assessments].map(({ by }) => by),
    deciders,
    awaited: what =>
      waitingFor(change, facts)
        .filter(waiting => waiting.what === what)
        .flatMap(what === 'decision' ? deciders : behind),
  };
}
