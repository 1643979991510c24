import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  Change,
  ChangeAction,
  changeAuditPermission,
  changeCreatePermission,
  changeReadPermission,
  configurationReadPermission,
} from 'backstage-plugin-change-management-common';
import {
  ChangeRequestFilter,
  ConfigurationItemFilter,
  ConfigurationItemResource,
} from 'backstage-plugin-change-management-node';
import { ChangePermission, permissionForAction } from './actions';
import { Sight } from './criteria';

/** Which changes a list may show: all, none, or those that meet conditions. */
export type Visibility = Sight<ChangeRequestFilter>;

/** Which configuration may be read: of one item, and of all by a list. */
export interface ConfigurationGrants {
  allows(item: ConfigurationItemResource): boolean;
  readonly visible: Sight<ConfigurationItemFilter>;
}

/** What the permission policy grants one person, decided once per request and applied in process. */
export interface Grants {
  readonly mayCreate: boolean;
  allows(permission: ChangePermission, change: Change): boolean;
  /** What the policy said of reading, conditions included; `visible` is what follows from it. */
  readonly reading: PolicyDecision;
  readonly visible: Visibility;
  /** Whose audit trail may be read, of the changes that may be. */
  readonly auditable: Visibility;
  readonly configuration: ConfigurationGrants;
}

/** For acts that no permission policy is asked about, such as seeding. */
export const allGranted: Grants = {
  mayCreate: true,
  allows: () => true,
  reading: { result: AuthorizeResult.ALLOW },
  visible: 'all',
  auditable: 'all',
  configuration: { allows: () => true, visible: 'all' },
};

/** Whoever audits changes nothing, whatever else they are: of what the policy grants them, reading is left. */
export function forAuditor(grants: Grants): Grants {
  return {
    ...grants,
    mayCreate: false,
    allows: (permission, change) =>
      (permission === changeReadPermission ||
        permission === changeAuditPermission) &&
      grants.allows(permission, change),
  };
}

/** @throws NotAllowedError naming the permission to request changes, when it is missing */
export function requireCreate({ mayCreate }: Grants): void {
  if (!mayCreate) {
    throw new NotAllowedError(
      `The permission ${changeCreatePermission.name} is missing.`,
    );
  }
}

/**
 * The change that was asked for by `id`. One that may not be read answers as one that does not exist, in the very words.
 *
 * @throws NotFoundError
 */
export function requireVisible(
  grants: Grants,
  change: Change | undefined,
  id: string,
): Change {
  if (!change || !grants.allows(changeReadPermission, change)) {
    throw new NotFoundError(`There is no change ${id}.`);
  }
  return change;
}

/** @throws NotAllowedError naming the permission that is missing */
export function requireGrant(
  grants: Grants,
  permission: ChangePermission,
  change: Change,
): void {
  if (!grants.allows(permission, change)) {
    throw new NotAllowedError(
      `The permission ${permission.name} on ${change.id} is missing.`,
    );
  }
}

/**
 * Exports and evidence are whole, or else nobody could prove anything by them: whoever may not read all of it gets none.
 *
 * @throws NotAllowedError naming the permission that is missing
 */
export function requireWhole({ visible, auditable, configuration }: Grants) {
  const missing =
    (visible !== 'all' && changeReadPermission) ||
    (auditable !== 'all' && changeAuditPermission) ||
    (configuration.visible !== 'all' && configurationReadPermission);
  if (missing) {
    throw new NotAllowedError(
      `An export holds everything, and there is something that you may not read: the permission ${missing.name} is missing.`,
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
