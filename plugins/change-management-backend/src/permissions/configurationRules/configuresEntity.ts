import { createPermissionRule } from '@backstage/plugin-permission-node';
import { configurationItemResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const configuresEntity = createPermissionRule({
  name: 'CONFIGURES_ENTITY',
  description: 'Configuration of one of these entities',
  resourceRef: configurationItemResourceRef,
  paramsSchema: z.object({
    entityRefs: z.array(z.string()).describe('Refs of catalog entities'),
  }),
  apply: ({ entityRef }, { entityRefs }) => entityRefs.includes(entityRef),
  toQuery: ({ entityRefs }) => ({ field: 'entityRef', values: entityRefs }),
});
