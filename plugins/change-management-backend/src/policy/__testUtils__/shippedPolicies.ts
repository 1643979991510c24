import { defaultPolicy } from 'backstage-plugin-change-management-common';
import { PolicyService } from '../PolicyService';

/** Nothing but the policy that the plugin brings along. */
export const shippedPolicies: PolicyService = {
  getCurrent: async () => defaultPolicy,
  get: async () => defaultPolicy,
};
