import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
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
  createChangeRequestConditionalDecision,
} from 'backstage-plugin-change-management-backend';
import {
  changeAuditPermission,
  changeReadPermission,
  RESOURCE_TYPE_CHANGE_REQUEST,
} from 'backstage-plugin-change-management-common';

const { hasRole, isRequester, ownsAffectedEntity } = changeRequestConditions;

/** Everybody may everything, but auditors write nothing, and some readers see only what concerns them. */
class DemoPolicy implements PermissionPolicy {
  readonly #narrowedReaders: string[];

  constructor(narrowedReaders: string[]) {
    this.#narrowedReaders = narrowedReaders;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!isResourcePermission(permission, RESOURCE_TYPE_CHANGE_REQUEST)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (
      isPermission(permission, changeReadPermission) ||
      isPermission(permission, changeAuditPermission)
    ) {
      return claims.some(ref => this.#narrowedReaders.includes(ref))
        ? createChangeRequestConditionalDecision(permission, {
            anyOf: [
              ownsAffectedEntity({ claims }),
              isRequester({ userRefs: claims }),
            ],
          })
        : { result: AuthorizeResult.ALLOW };
    }
    return createChangeRequestConditionalDecision(permission, {
      not: hasRole({ roles: ['auditor'], claims }),
    });
  }
}

/** The demo portal's permission policy; `demo.narrowedReaders` in the configuration lists users and groups. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'demo-policy',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
      async init({ config, policy }) {
        policy.setPolicy(
          new DemoPolicy(
            config.getOptionalStringArray('demo.narrowedReaders') ?? [],
          ),
        );
      },
    });
  },
});
