import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  ChangeRequestFilter,
  changeRequestResourceRef,
} from 'backstage-plugin-change-management-node';

const categories = ['access', 'configuration'];

const isConfidential = createPermissionRule({
  name: 'IS_CONFIDENTIAL',
  description: 'Changes of access and of configuration',
  resourceRef: changeRequestResourceRef,
  apply: change =>
    change.category !== undefined && categories.includes(change.category),
  toQuery: (): ChangeRequestFilter => ({
    field: 'category',
    values: categories,
  }),
});

/** For the permission policy: `{ not: conditions.isConfidential() }`. */
export const { conditions } = createConditionExports({
  resourceRef: changeRequestResourceRef,
  rules: { isConfidential },
});

/** Makes the rule known to change management. */
export const confidentialChanges = createBackendModule({
  pluginId: 'change-management',
  moduleId: 'confidential-changes',
  register(env) {
    env.registerInit({
      deps: { permissions: coreServices.permissionsRegistry },
      async init({ permissions }) {
        permissions.addPermissionRules([isConfidential]);
      },
    });
  },
});
