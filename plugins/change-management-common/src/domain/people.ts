import { Role } from '../contract/words';
import { Actor, Change, EntityFacts, PeopleFacts, Requirement } from './types';

type Person = Pick<Actor, 'userRef' | 'ownership'>;

/** Whether somebody holds one of the roles, by themselves or on behalf of somebody. */
export function hasRole(actor: Actor, ...wanted: Role[]): boolean {
  return actor.roles.some(held => wanted.includes(held.role));
}

/** Whether somebody requested the change. */
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
    ...(change.rollbackRun?.steps ?? []).map(({ by }) => by),
  ].includes(actor.userRef);
}

type Involvement = Pick<
  Change,
  | 'requestedBy'
  | 'implementer'
  | 'startedBy'
  | 'completion'
  | 'rollback'
  | 'rollbackRun'
>;

/** Users and groups who requested a change, are to implement it, or carried out a part of it. */
export function involvedIn(change: Involvement): string[] {
  const { requestedBy, implementer, startedBy, completion, rollback } = change;
  const steps = change.rollbackRun?.steps ?? [];
  const refs = [
    ...[requestedBy, implementer, startedBy, completion?.by, rollback?.by],
    ...steps.map(({ by }) => by),
  ];
  return [...new Set(refs.filter(ref => ref !== undefined))];
}

/** Whether somebody, or a group of theirs, owns the entity. */
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

/** Roles that a delegate does not take over: an auditor is independent in person (policy §8). */
export const personalRoles: readonly Role[] = ['auditor'];

/**
 * The users who could give an approval: those behind its roles, groups and owners, and who stands in for them, save who is
 * involved themselves. Nobody stands in for somebody involved.
 */
export function candidatesFor(
  { roles, people }: Pick<Requirement, 'roles' | 'people'>,
  change: Involvement,
  { holders, members, delegates }: PeopleFacts,
): string[] {
  const barred = new Set([
    ...involvedIn(change),
    ...(members[change.implementer] ?? []),
  ]);
  const free = (users: string[]) => users.filter(user => !barred.has(user));
  const usersOf = (some: readonly Role[]) =>
    free([
      ...some.flatMap(role => holders[role]),
      ...people.flatMap(ref => members[ref] ?? []),
    ]);
  const standIns = usersOf(
    roles.filter(role => !personalRoles.includes(role)),
  ).flatMap(user => delegates[user] ?? []);
  return [...new Set([...usersOf(roles), ...free(standIns)])].sort();
}
