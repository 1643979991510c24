import { createPermissionRule } from '@backstage/plugin-permission-node';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const ownsAffectedEntity = createPermissionRule({
  name: 'OWNS_AFFECTED_ENTITY',
  description:
    'Changes that touch an entity owned by one of these users or groups',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Refs of users and groups'),
  }),
  apply: (change, { claims }) =>
    change.owners.some(owner => claims.includes(owner)),
  toQuery: ({ claims }) => ({ field: 'owners', values: claims }),
});
