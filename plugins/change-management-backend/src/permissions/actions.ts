import {
  AnyCommand,
  ChangeAction,
  changeApprovePermission,
  changeAssessPermission,
  changeAuditPermission,
  ChangeCommand,
  changeImplementPermission,
  changeReadPermission,
  changeRollbackPermission,
  changeSchedulePermission,
  changeUpdatePermission,
  AccessCommand,
  ConfigurationCommand,
} from 'backstage-plugin-change-management-common';

/** The permissions on a change that exists. */
export const changePermissions = [
  changeReadPermission,
  changeUpdatePermission,
  changeAssessPermission,
  changeApprovePermission,
  changeSchedulePermission,
  changeImplementPermission,
  changeRollbackPermission,
  changeAuditPermission,
] as const;

/** One of {@link changePermissions}. */
export type ChangePermission = (typeof changePermissions)[number];

/** Which permission each command needs, besides the rules of the domain. */
export const permissionFor: Record<
  ChangeCommand['type'] | ConfigurationCommand['type'] | AccessCommand['type'],
  ChangePermission
> = {
  'propose-configuration': changeUpdatePermission,
  'withdraw-configuration': changeUpdatePermission,
  configure: changeImplementPermission,
  'propose-access': changeUpdatePermission,
  'apply-access': changeImplementPermission,
  edit: changeUpdatePermission,
  submit: changeUpdatePermission,
  cancel: changeUpdatePermission,
  revise: changeUpdatePermission,
  comment: changeUpdatePermission,
  'add-test-result': changeUpdatePermission,
  'add-rehearsal': changeUpdatePermission,
  'add-task': changeUpdatePermission,
  'update-task': changeUpdatePermission,
  assess: changeAssessPermission,
  decide: changeApprovePermission,
  hold: changeApprovePermission,
  release: changeApprovePermission,
  'override-risk': changeApprovePermission,
  close: changeApprovePermission,
  schedule: changeSchedulePermission,
  start: changeImplementPermission,
  log: changeImplementPermission,
  complete: changeImplementPermission,
  review: changeImplementPermission,
  rollback: changeRollbackPermission,
  'start-rollback': changeRollbackPermission,
  'rollback-step': changeRollbackPermission,
};

/** What the system itself does, it does to every change that it sees. */
export function permissionOf({ type }: AnyCommand): ChangePermission {
  return type in permissionFor
    ? permissionFor[type as keyof typeof permissionFor]
    : changeReadPermission;
}

/** The permission behind an action that a screen offers. */
export function permissionForAction(action: ChangeAction): ChangePermission {
  switch (action) {
    case 'approve':
    case 'reject':
    case 'request-changes':
      return permissionFor.decide;
    default:
      return permissionFor[action];
  }
}
