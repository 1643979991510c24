import { createPermissionRule } from '@backstage/plugin-permission-node';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const isRequester = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'Changes requested by one of these users',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    userRefs: z
      .array(z.string())
      .describe('User refs, or any of the claims of the signed-in user'),
  }),
  apply: (change, { userRefs }) => userRefs.includes(change.requestedBy),
  toQuery: ({ userRefs }) => ({ field: 'requestedBy', values: userRefs }),
});
