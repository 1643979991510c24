import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  Change,
  changeCreatePermission,
} from 'backstage-plugin-change-management-common';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { RoleRegister } from '../people/RoleRegister';
import { changePermissions } from './actions';
import { toResource } from './ChangeAuthorizer';
import { createChangeRules } from './rules';

/** Makes the permissions, the resource type and its rules known to the permission framework. */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  register: RoleRegister;
  getChanges: (ids: string[]) => Promise<(Change | undefined)[]>;
}): void {
  const { permissionsRegistry, register, getChanges } = options;
  permissionsRegistry.addPermissions([changeCreatePermission]);
  permissionsRegistry.addResourceType({
    resourceRef: changeRequestResourceRef,
    permissions: [...changePermissions],
    rules: Object.values(createChangeRules(claims => register.rolesOf(claims))),
    async getResources(ids) {
      const found = await getChanges(ids);
      return found.map(change => change && toResource(change));
    },
  });
}
