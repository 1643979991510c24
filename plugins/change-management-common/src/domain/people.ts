import { Role } from '../contract/words';
import { Actor, Change, EntityFacts, PeopleFacts, Requirement } from './types';

type Person = Pick<Actor, 'userRef' | 'ownership'>;

export function hasRole(actor: Actor, ...wanted: Role[]): boolean {
  return actor.roles.some(held => wanted.includes(held.role));
}

export function isRequester(change: Change, actor: Person): boolean {
  return change.requestedBy === actor.userRef;
}

/** The implementer is a user, or a group whose members implement. */
export function isImplementer(change: Change, actor: Person): boolean {
  return (
    actor.ownership.includes(change.implementer) ||
    change.implementer === actor.userRef
  );
}

/** Whoever carried out a part of it counts as its implementer, whatever the form says now. */
export function hasImplemented(change: Change, actor: Person): boolean {
  return [
    change.startedBy,
    change.completion?.by,
    change.rollback?.by,
  ].includes(actor.userRef);
}

export function owns(
  entity: Pick<EntityFacts, 'owners'> | undefined,
  actor: Actor,
): boolean {
  const refs = [actor, ...(actor.actsFor ?? [])].flatMap(
    person => person.ownership,
  );
  return entity?.owners.some(ref => refs.includes(ref)) ?? false;
}

function isInvolved(change: Change, person: Person): boolean {
  return (
    isRequester(change, person) ||
    isImplementer(change, person) ||
    hasImplemented(change, person)
  );
}

/**
 * What a person may act as on this change: nobody acts on behalf of its requester or implementer, as that would undo the
 * separation of duties.
 */
export function actingOn(change: Change, actor: Actor): Actor {
  const barred = (actor.actsFor ?? [])
    .filter(absent => isInvolved(change, absent))
    .map(({ userRef }) => userRef);
  return barred.length
    ? {
        ...actor,
        roles: actor.roles.filter(
          ({ delegatedBy }) => !delegatedBy || !barred.includes(delegatedBy),
        ),
        actsFor: actor.actsFor!.filter(
          ({ userRef }) => !barred.includes(userRef),
        ),
      }
    : actor;
}

/** The users who could give an approval: those behind its roles, groups and owners, save who is involved themselves. */
export function candidatesFor(
  { roles, people }: Pick<Requirement, 'roles' | 'people'>,
  change: Pick<Change, 'requestedBy' | 'implementer' | 'startedBy'>,
  { holders, members }: PeopleFacts,
): string[] {
  const barred = [
    change.requestedBy,
    change.implementer,
    change.startedBy,
    ...(members[change.implementer] ?? []),
  ];
  const users = [
    ...roles.flatMap(role => holders[role]),
    ...people.flatMap(ref => members[ref] ?? []),
  ];
  return [...new Set(users)].filter(user => !barred.includes(user)).sort();
}
