import { Policy } from 'backstage-plugin-change-management-common';

/** The rules by which changes are judged (policy §9.2: versioned, one in force at a time). */
export interface PolicyService {
  /** The version in force. */
  getCurrent(): Promise<Policy>;
  /**
   * A version that is or was in force, or will be; it never changes.
   *
   * @throws NotFoundError
   */
  get(version: string): Promise<Policy>;
}
