import { createConditionExports } from '@backstage/plugin-permission-node';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { createChangeRules } from './rules';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: changeRequestResourceRef,
  // A condition is a rule's name and parameters only; it is evaluated by the plugin, which knows who holds which role.
  rules: createChangeRules(() => []),
});

/** Conditions on changes for permission policies, e.g. `changeRequestConditions.isRequester({ userRefs })`. */
export const changeRequestConditions = conditions;

/** Wraps conditions on changes into a decision for a permission policy to return. */
export const createChangeRequestConditionalDecision = createConditionalDecision;
