import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  Change,
  changeCreatePermission,
  configurationReadPermission,
} from 'backstage-plugin-change-management-common';
import {
  changeRequestResourceRef,
  ConfigurationItemResource,
  configurationItemResourceRef,
} from 'backstage-plugin-change-management-node';
import { RoleRegister } from '../people/RoleRegister';
import { changePermissions } from './actions';
import { toResource } from './ChangeAuthorizer';
import { createConfigurationRules } from './configurationRules';
import { createChangeRules } from './rules';

/** Makes the permissions, the resource types and their rules known to the permission framework. */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  register: RoleRegister;
  getChanges: (ids: string[]) => Promise<(Change | undefined)[]>;
  getConfigurationItems: (
    ids: string[],
  ) => Promise<(ConfigurationItemResource | undefined)[]>;
}): void {
  const { permissionsRegistry, register, getChanges } = options;
  const rolesOf = (claims: string[]) => register.rolesOf(claims);
  permissionsRegistry.addPermissions([changeCreatePermission]);
  permissionsRegistry.addResourceType({
    resourceRef: changeRequestResourceRef,
    permissions: [...changePermissions],
    rules: Object.values(createChangeRules(rolesOf)),
    async getResources(ids) {
      const found = await getChanges(ids);
      return found.map(change => change && toResource(change));
    },
  });
  permissionsRegistry.addResourceType({
    resourceRef: configurationItemResourceRef,
    permissions: [configurationReadPermission],
    rules: Object.values(createConfigurationRules(rolesOf)),
    getResources: options.getConfigurationItems,
  });
}
