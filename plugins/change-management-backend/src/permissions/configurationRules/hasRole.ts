import { createPermissionRule } from '@backstage/plugin-permission-node';
import { HeldRole, roles } from 'backstage-plugin-change-management-common';
import {
  ConfigurationItemFilter,
  configurationItemResourceRef,
} from 'backstage-plugin-change-management-node';
import { z } from 'zod';

const noItem: ConfigurationItemFilter = { field: 'id', values: [] };

/**
 * True of every item or of none, as the rule of the same name on changes.
 *
 * @param rolesOf - the roles of somebody with these claims
 */
export const createHasRole = (rolesOf: (claims: string[]) => HeldRole[]) =>
  createPermissionRule({
    name: 'HAS_ROLE',
    description:
      'All configuration, for whoever holds one of these roles of change management',
    resourceRef: configurationItemResourceRef,
    paramsSchema: z.object({
      roles: z.array(z.enum(roles)).describe('Roles, any of which will do'),
      claims: z
        .array(z.string())
        .describe('Refs of the signed-in user and their groups'),
    }),
    apply: (_item, wanted) =>
      rolesOf(wanted.claims).some(({ role }) => wanted.roles.includes(role)),
    toQuery: wanted =>
      rolesOf(wanted.claims).some(({ role }) => wanted.roles.includes(role))
        ? { not: noItem }
        : noItem,
  });
