import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { randomUUID } from 'node:crypto';

export const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
export const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/** Decisions by the last word of a permission on changes, and as `configuration.read`; what is not named is allowed. */
export type Decisions = Record<string, PolicyDecision>;

/** A permission policy that a test may change between requests. */
export function adjustablePolicy() {
  let decisions: Decisions = {};
  let questions = 0;
  const decide = async (
    requests: { permission: Permission }[],
  ): Promise<any> => {
    questions += 1;
    return requests.map(({ permission }) => {
      const name = permission.name.replace(
        /^change-management\.(change\.)?/,
        '',
      );
      // Each answer is called by its question, as those of the permission backend are.
      return { id: randomUUID(), ...(decisions[name] ?? allow) };
    });
  };
  return {
    feature: mockServices.permissions.mock({
      authorize: decide,
      authorizeConditional: decide,
    }).factory,
    set(next: Decisions = {}) {
      decisions = next;
    },
    /** How often it has been asked, however much at once. */
    get questions() {
      return questions;
    },
  };
}
