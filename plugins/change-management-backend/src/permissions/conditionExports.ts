import { createConditionExports } from '@backstage/plugin-permission-node';
import {
  changeRequestResourceRef,
  configurationItemResourceRef,
} from 'backstage-plugin-change-management-node';
import { createConfigurationRules } from './configurationRules';
import { createChangeRules } from './rules';

// A condition is a rule's name and parameters only; it is evaluated by the plugin, which knows who holds which role.
const ofChanges = createConditionExports({
  resourceRef: changeRequestResourceRef,
  rules: createChangeRules(() => []),
});
const ofConfiguration = createConditionExports({
  resourceRef: configurationItemResourceRef,
  rules: createConfigurationRules(() => []),
});

/** Conditions on changes for permission policies, e.g. `changeRequestConditions.isRequester({ userRefs })`. */
export const changeRequestConditions = ofChanges.conditions;

/** Wraps conditions on changes into a decision for a permission policy to return. */
export const createChangeRequestConditionalDecision =
  ofChanges.createConditionalDecision;

/** Conditions on configuration for permission policies, e.g. `configurationConditions.ownsConfiguredEntity({ claims })`. */
export const configurationConditions = ofConfiguration.conditions;

/** Wraps conditions on configuration into a decision for a permission policy to return. */
export const createConfigurationConditionalDecision =
  ofConfiguration.createConditionalDecision;
