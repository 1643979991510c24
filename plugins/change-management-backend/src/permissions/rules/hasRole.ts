import { createPermissionRule } from '@backstage/plugin-permission-node';
import { HeldRole, roles } from 'backstage-plugin-change-management-common';
import {
  ChangeRequestFilter,
  changeRequestResourceRef,
} from 'backstage-plugin-change-management-node';
import { z } from 'zod';

const noChange: ChangeRequestFilter = { field: 'id', values: [] };

/**
 * True of every change or of none: it asks who reads, not what is read, so that a policy need not repeat which groups
 * `changeManagement.roles` names.
 *
 * @param rolesOf - the roles of somebody with these claims
 */
export const createHasRole = (rolesOf: (claims: string[]) => HeldRole[]) =>
  createPermissionRule({
    name: 'HAS_ROLE',
    description:
      'All changes, for whoever holds one of these roles of change management',
    resourceRef: changeRequestResourceRef,
    paramsSchema: z.object({
      roles: z.array(z.enum(roles)).describe('Roles, any of which will do'),
      claims: z
        .array(z.string())
        .describe('Refs of the signed-in user and their groups'),
    }),
    apply: (_change, wanted) =>
      rolesOf(wanted.claims).some(({ role }) => wanted.roles.includes(role)),
    toQuery: wanted =>
      rolesOf(wanted.claims).some(({ role }) => wanted.roles.includes(role))
        ? { not: noChange }
        : noChange,
  });
