import {
  candidatesFor,
  Change,
  Facts,
  isStale,
  Role,
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
  /** Owners of everything it touches, along the catalog's relations too. */
  allOwners: string[];
  /** Everybody who has decided or assessed. */
  voices: string[];
  /** Whom the change waits for, of one kind; for a decision, the users who could give it, where they are known. */
  awaited(what: WaitingFor['what']): string[];
}

export function audienceOf(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy' | 'people'>,
  holders: Record<Role, string[]>,
): Audience {
  const owners = change.affectedEntities.flatMap(
    ref => facts.entities[ref]?.owners ?? [],
  );
  const heard = change.decisions
    .filter(decision => !isStale(change, decision))
    .flatMap(({ by, onBehalfOf }) => [by, onBehalfOf]);
  return {
    requester: change.requestedBy,
    implementer: change.implementer,
    changeManagers: holders.changeManager,
    owners,
    allOwners: [
      ...owners,
      ...change.impact.indirect.flatMap(entity => entity.owners),
    ],
    voices: [...change.decisions, ...change.assessments].map(({ by }) => by),
    awaited: what =>
      waitingFor(change, facts)
        .filter(waiting => waiting.what === what)
        .flatMap(({ people, roles }) =>
          what === 'decision' && facts.people
            ? candidatesFor({ people, roles }, change, facts.people).filter(
                user => !heard.includes(user),
              )
            : [...people, ...roles.flatMap(role => holders[role])],
        ),
  };
}
