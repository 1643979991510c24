/**
 * Contract, lifecycle, policy and client of change management for Backstage.
 *
 * @packageDocumentation
 */
export * from './client/ChangeManagementClient';
export type {
  BodyOf,
  ChangeManagementClientOptions,
  PostOptions,
} from './client/request';
export * from './client/ExecutionClient';
export * from './client/ConfigurationClient';
export * from './client/ScheduleClient';
export * from './client/WorkClient';
export * from './configuration/blame';
export * from './configuration/compare';
export * from './configuration/states';
export * from './contract/calendar';
export * from './contract/change';
export * from './contract/configuration';
export * from './contract/configured';
export * from './contract/judgement';
export * from './contract/commands';
export * from './contract/delegations';
export * from './contract/execution';
export * from './contract/form';
export * from './contract/lists';
export * from './contract/models';
export * from './contract/metrics';
export * from './contract/notices';
export * from './contract/openApiDocument';
export * from './contract/policies';
export * from './contract/primitives';
export * from './contract/records';
export * from './contract/risk';
export * from './contract/routes';
export * from './contract/schedule';
export * from './contract/signals';
export * from './contract/windows';
export * from './contract/words';
export * from './contract/work';
export * from './domain/apply';
export * from './domain/clauses';
export * from './domain/commands';
export * from './domain/decide';
export * from './domain/delegations';
export { approversNamedBy } from './domain/demands';
export * from './domain/downtime';
export { findDrift } from './domain/drift';
export * from './domain/events';
export * from './domain/models/decideModel';
export * from './domain/models/fromModel';
export * from './domain/models/graph';
export * from './domain/models/standing';
export * from './domain/models/types';
export * from './domain/notice';
export * from './domain/obligations';
export * from './domain/people';
export * from './domain/pipelines';
export * from './domain/refusal';
export * from './domain/requirements';
export * from './domain/rollback';
export * from './domain/slot';
export * from './domain/tasks';
export * from './domain/timing';
export { coversConfiguration } from './configuration/configured';
export { patchContent } from './domain/steps/request';
export { systemActor } from './domain/steps/system';
export * from './domain/types';
export * from './domain/view';
export * from './domain/waiting';
export * from './execution/darkChanges';
export * from './execution/deployments';
export * from './execution/gate';
export * from './permissions';
export * from './policy/clauseSchema';
export * from './policy/conditions';
export * from './policy/defaultPolicy';
export * from './policy/difference';
export * from './policy/restore';
export * from './policy/riskSchema';
export * from './policy/schema';
export * from './policy/version';
export * from './risk/assessRisk';
export * from './risk/backTest';
export * from './risk/failureModel';
export * from './risk/features';
export * from './risk/measures';
export * from './schedule/conflicts';
export * from './schedule/decideWindow';
export * from './schedule/freeSlots';
export * from './schedule/recurrence';
export * from './schedule/scope';
export * from './schedule/simulate';
export * from './schedule/types';
