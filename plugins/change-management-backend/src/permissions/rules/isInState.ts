import { createPermissionRule } from '@backstage/plugin-permission-node';
import { changeStates } from 'backstage-plugin-change-management-common';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const isInState = createPermissionRule({
  name: 'IS_IN_STATE',
  description: 'Changes in one of these states',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    states: z.array(z.enum(changeStates)).describe('States of the lifecycle'),
  }),
  apply: (change, { states }) => states.includes(change.state),
  toQuery: ({ states }) => ({ field: 'state', values: states }),
});
