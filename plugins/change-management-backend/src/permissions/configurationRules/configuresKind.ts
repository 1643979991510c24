import { createPermissionRule } from '@backstage/plugin-permission-node';
import { configurationItemResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

const lowerCase = (kinds: string[]) => kinds.map(kind => kind.toLowerCase());

export const configuresKind = createPermissionRule({
  name: 'CONFIGURES_KIND',
  description: 'Configuration of entities of one of these kinds',
  resourceRef: configurationItemResourceRef,
  paramsSchema: z.object({
    kinds: z
      .array(z.string())
      .describe('Kinds of catalog entities, such as component'),
  }),
  apply: ({ entityRef }, { kinds }) =>
    lowerCase(kinds).includes(entityRef.split(':')[0]),
  toQuery: ({ kinds }) => ({ field: 'kind', values: lowerCase(kinds) }),
});
