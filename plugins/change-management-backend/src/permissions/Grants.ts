import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  Change,
  ChangeAction,
  changeReadPermission,
} from 'backstage-plugin-change-management-common';
import { ChangeRequestFilter } from 'backstage-plugin-change-management-node';
import { ChangePermission, permissionForAction } from './actions';

/** Which changes a list may show: all, none, or those that meet conditions. */
export type Visibility =
  | PermissionCriteria<ChangeRequestFilter>
  | 'all'
  | 'none';

/** What the permission policy grants one person, decided once per request and applied in process. */
export interface Grants {
  allows(permission: ChangePermission, change: Change): boolean;
  readonly visible: Visibility;
}

/** For acts that no permission policy is asked about, such as seeding. */
export const allGranted: Grants = { allows: () => true, visible: 'all' };

/**
 * @throws NotFoundError when the person may not even know of the change
 * @throws NotAllowedError naming the permission that is missing
 */
export function requireGrant(
  grants: Grants,
  permission: ChangePermission,
  change: Change,
): void {
  if (!grants.allows(changeReadPermission, change)) {
    throw new NotFoundError(`There is no change ${change.id}.`);
  }
  if (!grants.allows(permission, change)) {
    throw new NotAllowedError(
      `The permission ${permission.name} on ${change.id} is missing.`,
    );
  }
}

/** The actions that the permission policy leaves of those that the domain allows. */
export function grantedActions(
  actions: ChangeAction[],
  grants: Grants,
  change: Change,
): ChangeAction[] {
  return actions.filter(action =>
    grants.allows(permissionForAction(action), change),
  );
}
