import { EntityFacts } from 'backstage-plugin-change-management-common';

/**
 * Users and groups that have access revoked whose time is over: the owners of the entity; where it has none, or is gone, those
 * who hold the role of the change manager.
 */
export function revokersOf(
  entity: Pick<EntityFacts, 'owners'> | undefined,
  changeManagers: string[],
): string[] {
  return entity?.owners.length ? entity.owners : changeManagers;
}
