/**
 * Backend plugin of change management for Backstage.
 *
 * @packageDocumentation
 */
export { changeManagementPlugin as default } from './plugin';
export {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from './permissions/conditionExports';
