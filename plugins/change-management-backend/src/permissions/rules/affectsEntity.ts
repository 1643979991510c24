import { createPermissionRule } from '@backstage/plugin-permission-node';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const affectsEntity = createPermissionRule({
  name: 'AFFECTS_ENTITY',
  description: 'Changes that directly touch one of these entities',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    entityRefs: z.array(z.string()).describe('Refs of entities, in lower case'),
  }),
  apply: (change, { entityRefs }) =>
    change.affectedEntities.some(ref => entityRefs.includes(ref)),
  toQuery: ({ entityRefs }) => ({
    field: 'affectedEntities',
    values: entityRefs,
  }),
});
