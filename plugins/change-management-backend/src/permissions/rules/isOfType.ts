import { createPermissionRule } from '@backstage/plugin-permission-node';
import { changeTypes } from 'backstage-plugin-change-management-common';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const isOfType = createPermissionRule({
  name: 'IS_OF_TYPE',
  description: 'Changes of one of these types',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    types: z.array(z.enum(changeTypes)).describe('standard, normal, emergency'),
  }),
  apply: (change, { types }) => types.includes(change.type),
  toQuery: ({ types }) => ({ field: 'type', values: types }),
});
