import { createPermissionRule } from '@backstage/plugin-permission-node';
import { configurationItemResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const configuresSystem = createPermissionRule({
  name: 'CONFIGURES_SYSTEM',
  description:
    'Configuration of what is part of one of these systems, and of these themselves',
  resourceRef: configurationItemResourceRef,
  paramsSchema: z.object({
    systemRefs: z.array(z.string()).describe('Refs of systems'),
  }),
  apply: ({ system }, { systemRefs }) =>
    system !== undefined && systemRefs.includes(system),
  toQuery: ({ systemRefs }) => ({ field: 'system', values: systemRefs }),
});
