import { Role } from '../contract/words';
import { Actor, Change, EntityFacts } from './types';

export function hasRole(actor: Actor, ...wanted: Role[]): boolean {
  return actor.roles.some(held => wanted.includes(held.role));
}

export function isRequester(change: Change, actor: Actor): boolean {
  return change.requestedBy === actor.userRef;
}

/** The implementer is a user, or a group whose members implement. */
export function isImplementer(change: Change, actor: Actor): boolean {
  return (
    actor.ownership.includes(change.implementer) ||
    change.implementer === actor.userRef
  );
}

/** Whoever carried out a part of it counts as its implementer, whatever the form says now. */
export function hasImplemented(change: Change, actor: Actor): boolean {
  return [
    change.startedBy,
    change.completion?.by,
    change.rollback?.by,
  ].includes(actor.userRef);
}

export function owns(entity: EntityFacts | undefined, actor: Actor): boolean {
  return entity?.owners.some(ref => actor.ownership.includes(ref)) ?? false;
}
