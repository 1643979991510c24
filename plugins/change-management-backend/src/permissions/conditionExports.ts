import { createConditionExports } from '@backstage/plugin-permission-node';
import { changeRequestResourceRef } from 'backstage-plugin-change-management-node';
import { changeRules } from './rules';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: changeRequestResourceRef,
  rules: changeRules,
});

/** Conditions on changes for permission policies, e.g. `changeConditions.isRequester({ userRefs })`. */
export const changeConditions = conditions;

/** Wraps conditions on changes into a decision for a permission policy to return. */
export const createChangeConditionalDecision = createConditionalDecision;
