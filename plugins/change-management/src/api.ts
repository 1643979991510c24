import { createApiRef } from '@backstage/frontend-plugin-api';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';

/** What the screens need of `ChangeManagementClient`; a test or an adopter may bring another. */
export type ChangeManagementApi = Pick<
  ChangeManagementClient,
  | 'getMe'
  | 'getPolicy'
  | 'policies'
  | 'listChanges'
  | 'getChange'
  | 'createChange'
  | 'previewChange'
  | 'editChange'
  | 'takeStep'
  | 'work'
  | 'addLogEntry'
  | 'addComment'
  | 'listAuditEvents'
  | 'getEntitySummary'
  | 'listNotices'
  | 'acknowledgeNotice'
  | 'getNoticePreferences'
  | 'setNoticePreferences'
  | 'listDelegations'
  | 'createDelegation'
  | 'revokeDelegation'
  | 'listModels'
  | 'getModel'
  | 'editModel'
  | 'getMetrics'
  | 'getRiskBackTest'
  | 'proposeModel'
  | 'approveModel'
  | 'retireModel'
  | 'listCalendarTokens'
  | 'createCalendarToken'
  | 'revokeCalendarToken'
  | 'schedule'
  | 'configuration'
  | 'execution'
  | 'incidents'
  | 'access'
  | 'reviews'
  | 'evidence'
  | 'audit'
>;

/** Access to the change management backend. */
export const changeManagementApiRef = createApiRef<ChangeManagementApi>().with({
  id: 'plugin.change-management.client',
  pluginId: 'change-management',
});
