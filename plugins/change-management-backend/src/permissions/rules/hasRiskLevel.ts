import { createPermissionRule } from '@backstage/plugin-permission-node';
import { riskLevels } from 'backstage-plugin-change-management-common';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { z } from 'zod';

export const hasRiskLevel = createPermissionRule({
  name: 'HAS_RISK_LEVEL',
  description:
    'Changes of one of these levels of risk; one that has not been assessed has none',
  resourceRef: changeRequestResourceRef,
  paramsSchema: z.object({
    levels: z.array(z.enum(riskLevels)).describe('low, medium, high, critical'),
  }),
  apply: (change, { levels }) =>
    change.riskLevel !== undefined && levels.includes(change.riskLevel),
  toQuery: ({ levels }) => ({ field: 'riskLevel', values: levels }),
});
