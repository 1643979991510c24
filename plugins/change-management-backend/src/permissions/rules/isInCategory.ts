import { createPermissionRule } from '@backstage/plugin-permission-node';
import { changeCategories } from 'backstage-plugin-change-management-common';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const isInCategory = createPermissionRule({
  name: 'IS_IN_CATEGORY',
  description: 'Changes in one of these categories',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    categories: z.array(z.enum(changeCategories)).describe('What is changed'),
  }),
  apply: (change, { categories }) =>
    change.category !== undefined && categories.includes(change.category),
  toQuery: ({ categories }) => ({ field: 'category', values: categories }),
});
