import { createPermissionRule } from '@backstage/plugin-permission-node';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const isImplementer = createPermissionRule({
  name: 'IS_IMPLEMENTER',
  description: 'Changes implemented by one of these users or groups',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Refs of users and groups'),
  }),
  apply: (change, { claims }) => claims.includes(change.implementer),
  toQuery: ({ claims }) => ({ field: 'implementer', values: claims }),
});
