import { createPermissionRule } from '@backstage/plugin-permission-node';
import { configurationItemResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const configuresTagged = createPermissionRule({
  name: 'CONFIGURES_TAGGED',
  description: 'Configuration of entities with one of these tags',
  resourceRef: configurationItemResourceRef,
  paramsSchema: z.object({
    tags: z.array(z.string()).describe('Tags of catalog entities, such as pci'),
  }),
  apply: ({ tags: held }, { tags }) => held.some(tag => tags.includes(tag)),
  toQuery: ({ tags }) => ({ field: 'tags', values: tags }),
});
