import {
  defaultPolicy,
  Policy,
} from 'backstage-plugin-change-management-common';

/** The rules by which changes are judged (policy §9: versioned, one in force at a time). */
export interface PolicyService {
  getCurrent(): Promise<Policy>;
}

/** The policy that this plugin brings along. */
export class DefaultPolicyService implements PolicyService {
  async getCurrent(): Promise<Policy> {
    return defaultPolicy;
  }
}
