/**
 * Backend plugin of change management for Backstage.
 *
 * @packageDocumentation
 */
export { changeManagementPlugin as default } from './plugin';
export {
  changeConditions,
  createChangeConditionalDecision,
} from './permissions/conditionExports';
