import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  changeRequestConditions,
  configurationConditions,
  createChangeRequestConditionalDecision,
  createConfigurationConditionalDecision,
} from 'backstage-plugin-change-management-backend';
import {
  changeAuditPermission,
  changeReadPermission,
  configurationReadPermission,
  RESOURCE_TYPE_CHANGE_REQUEST,
} from 'backstage-plugin-change-management-common';

const { hasRole, isImplementer, isInState, isRequester, ownsAffectedEntity } =
  changeRequestConditions;

class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];

    if (isPermission(permission, configurationReadPermission)) {
      // What runs where is for those who run it, and for those who check changes.
      return createConfigurationConditionalDecision(permission, {
        anyOf: [
          configurationConditions.ownsConfiguredEntity({ claims }),
          configurationConditions.hasRole({
            roles: ['changeManager', 'securityManager', 'auditor'],
            claims,
          }),
        ],
      });
    }
    if (!isResourcePermission(permission, RESOURCE_TYPE_CHANGE_REQUEST)) {
      // The rest of the portal; and anybody may request a change.
      return { result: AuthorizeResult.ALLOW };
    }

    if (isPermission(permission, changeReadPermission)) {
      // Those whom a change concerns; owners from the moment when it is submitted.
      return createChangeRequestConditionalDecision(permission, {
        anyOf: [
          hasRole({
            roles: ['changeManager', 'securityManager', 'cto', 'auditor'],
            claims,
          }),
          isRequester({ userRefs: claims }),
          isImplementer({ claims }),
          {
            allOf: [
              ownsAffectedEntity({ claims }),
              { not: isInState({ states: ['draft'] }) },
            ],
          },
        ],
      });
    }

    if (isPermission(permission, changeAuditPermission)) {
      return createChangeRequestConditionalDecision(
        permission,
        hasRole({ roles: ['changeManager', 'auditor'], claims }),
      );
    }

    // Auditors read everything and write nothing, whatever else they are.
    return createChangeRequestConditionalDecision(permission, {
      not: hasRole({ roles: ['auditor'], claims }),
    });
  }
}

/** To be added to the backend in the place of the allow-all policy. */
export const portalPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'portal-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new PortalPolicy());
      },
    });
  },
});
