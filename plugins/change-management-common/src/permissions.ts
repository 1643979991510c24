import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of a change request in permission policies. */
export const RESOURCE_TYPE_CHANGE_REQUEST = 'change-request';

/** Resource type of a configuration item in permission policies. */
export const RESOURCE_TYPE_CHANGE_MANAGEMENT_CONFIGURATION =
  'change-management-configuration';

const resourceType = RESOURCE_TYPE_CHANGE_REQUEST;

/** Request a change. */
export const changeCreatePermission = createPermission({
  name: 'change-management.change.create',
  attributes: { action: 'create' },
});
/** See a change and what belongs to it. */
export const changeReadPermission = createPermission({
  name: 'change-management.change.read',
  attributes: { action: 'read' },
  resourceType,
});
/** Edit, submit, cancel, revise; comment; record test results. */
export const changeUpdatePermission = createPermission({
  name: 'change-management.change.update',
  attributes: { action: 'update' },
  resourceType,
});
/** Assess the impact on an entity. */
export const changeAssessPermission = createPermission({
  name: 'change-management.change.assess',
  attributes: { action: 'update' },
  resourceType,
});
/** Decide, hold and release, close. */
export const changeApprovePermission = createPermission({
  name: 'change-management.change.approve',
  attributes: { action: 'update' },
  resourceType,
});
/** Agree the slot. */
export const changeSchedulePermission = createPermission({
  name: 'change-management.change.schedule',
  attributes: { action: 'update' },
  resourceType,
});
/** Start, log, complete, review. */
export const changeImplementPermission = createPermission({
  name: 'change-management.change.implement',
  attributes: { action: 'update' },
  resourceType,
});
/** Roll back. */
export const changeRollbackPermission = createPermission({
  name: 'change-management.change.rollback',
  attributes: { action: 'update' },
  resourceType,
});
/** Read the audit trail. */
export const changeAuditPermission = createPermission({
  name: 'change-management.change.audit',
  attributes: { action: 'read' },
  resourceType,
});

/** See a configuration item, its versions, and what changes propose for it and make of it. */
export const configurationReadPermission = createPermission({
  name: 'change-management.configuration.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CHANGE_MANAGEMENT_CONFIGURATION,
});

/** Every permission of the plugin. */
export const changeManagementPermissions = [
  changeCreatePermission,
  changeReadPermission,
  changeUpdatePermission,
  changeAssessPermission,
  changeApprovePermission,
  changeSchedulePermission,
  changeImplementPermission,
  changeRollbackPermission,
  changeAuditPermission,
  configurationReadPermission,
];
