import { createPermissionRule } from '@backstage/plugin-permission-node';
import { configurationItemResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const ownsConfiguredEntity = createPermissionRule({
  name: 'OWNS_CONFIGURED_ENTITY',
  description:
    'Configuration of an entity owned by one of these users or groups',
  resourceRef: configurationItemResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Refs of users and groups'),
  }),
  apply: ({ owners }, { claims }) =>
    owners.some(owner => claims.includes(owner)),
  toQuery: ({ claims }) => ({ field: 'owners', values: claims }),
});
