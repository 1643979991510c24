/**
 * Backend plugin of change management for Backstage.
 *
 * @packageDocumentation
 */
export { changeManagementPlugin as default } from './plugin';
export {
  changeRequestConditions,
  configurationConditions,
  createChangeRequestConditionalDecision,
  createConfigurationConditionalDecision,
} from './permissions/conditionExports';
