import { NotFoundError } from '@backstage/errors';
import {
  defaultPolicy,
  Policy,
} from 'backstage-plugin-change-management-common';

/** The rules by which changes are judged (policy §9.2: versioned, one in force at a time). */
export interface PolicyService {
  /** The version in force. */
  getCurrent(): Promise<Policy>;
  /**
   * A version, in force or not; versions never change.
   *
   * @throws NotFoundError
   */
  get(version: string): Promise<Policy>;
}

/** The policy that this plugin brings along. */
export class DefaultPolicyService implements PolicyService {
  async getCurrent(): Promise<Policy> {
    return defaultPolicy;
  }

  async get(version: string): Promise<Policy> {
    if (version !== defaultPolicy.version) {
      throw new NotFoundError(`There is no policy ${version}.`);
    }
    return defaultPolicy;
  }
}
