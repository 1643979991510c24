/**
 * Contract, lifecycle, policy and client of change management for Backstage.
 *
 * @packageDocumentation
 */
export * from './audit/merkle';
export * from './audit/note';
export * from './audit/proofs';
export * from './audit/ProvenChecker';
export {
  problemOfPurged,
  purgedData,
  type PurgedEvent,
  purgeSchema,
  purgeSubject,
} from './audit/purged';
export * from './audit/trail';
export {
  exportFormat,
  type ExportHeader,
  type ExportTrailer,
  type ExportVerdict,
  type ExportVerification,
  verifyExport,
} from './audit/verifyExport';
export * from './client/AuditClient';
export * from './client/ChangeManagementClient';
export type {
  BodyOf,
  ChangeManagementClientOptions,
  PostOptions,
} from './client/request';
export * from './client/EvidenceClient';
export * from './client/ExecutionClient';
export * from './client/IncidentClient';
export * from './access/facts';
export { type AccessGrant, accessStatusAt } from './access/ledger';
export { countActs, nameAct } from './access/naming';
export * from './client/AccessClient';
export * from './client/ConfigurationClient';
export * from './client/ReviewsClient';
export * from './client/PolicyClient';
export * from './client/ScheduleClient';
export * from './client/WorkClient';
export * from './configuration/blame';
export * from './configuration/compare';
export * from './configuration/states';
export {
  type AuditExportQuery,
  type ExportedPart,
  type AuditKeys,
  type AuditVerdict,
  type BadEvent,
  type Checkpoint,
  type ConsistencyProof,
  type InclusionProof,
  type LeafRangeQuery,
  type TrailEntry,
  type TrailFilters,
  type TrailQueryInput,
  type TrailSource,
  trailSources,
} from './contract/audit';
export * from './contract/badFields';
export {
  CALENDAR_CHANGES,
  CALENDAR_DAYS_AHEAD,
  CALENDAR_DAYS_BACK,
  CALENDAR_TOKENS,
  type CalendarFeedQuery,
  calendarFeedQuerySchema,
  type CalendarFilters,
  type CalendarFiltersInput,
  type CalendarToken,
  type CalendarTokenForm,
  type CalendarTokenInput,
  type NewCalendarToken,
} from './contract/calendar';
export {
  type AccessAct,
  accessKey,
  type AccessList,
  type AccessRequest,
  type AccessRevocation,
} from './contract/access';
export {
  type AccessGrantQuery,
  type AccessGrantQueryInput,
  type AccessGrantView,
  type AccessGrantWithHistory,
  type AccessOutcome,
  type AccessStatus,
  accessStatuses,
  EXPIRY_NOTICE_DAYS,
  type GrantAccessInput,
  REVOCATION_DAYS,
} from './contract/accessGrants';
export {
  type AuditEvent,
  type ChangeComment,
  type ChangePreview,
  type ChangeSummary,
  type ChangeView,
  type Conflict,
  type ConflictKind,
  conflictKinds,
  type LogEntry,
  type TestResult,
  type WaitingFor,
} from './contract/change';
export {
  type ConfigurationBlame,
  type ConfigurationDiff,
  type ConfigurationDiffQuery,
  type ConfigurationFormat,
  configurationFormats,
  type ConfigurationImport,
  type ConfigurationItemDetail,
  type ConfigurationItemForm,
  type ConfigurationItemFormInput,
  configurationItemFormSchema,
  type ConfigurationItemPatch,
  type ConfigurationItemQuery,
  type ConfigurationItemQueryInput,
  type ConfigurationItemView,
  type ConfigurationOrigin,
  configurationOrigins,
  type ConfigurationOutcome,
  type ConfigurationRestore,
  type ConfigurationVersion,
  type ConfigurationVersionForm,
  configurationVersionFormSchema,
  type ConfigurationVersionQuery,
  type ConfigurationVersionWithContent,
  CONTENT_LIMIT,
  MASK,
  type ProposalDiff,
} from './contract/configuration';
export type {
  ConfigurationProposal,
  ConfiguredItem,
} from './contract/configured';
export type {
  ApprovalRequirement,
  Assessment,
  AssessmentRequirement,
  ClauseStatus,
  Decision,
  Drift,
  HeldRole,
  Impact,
  MissingField,
  Obligation,
  ProposedAnswer,
  Risk,
  RiskFactor,
  RiskMethod,
  RiskOverride,
} from './contract/judgement';
export {
  type Delegation,
  type DelegationForm,
  type DelegationInput,
  type DelegationQuery,
  type DelegationQueryInput,
  type DelegationStatus,
  delegationStatuses,
} from './contract/delegations';
export {
  type ChangeEvidence,
  type ChangeSeal,
  type ClauseCount,
  type Completeness,
  type Compliance,
  type ComplianceQuery,
  type ComplianceQueryInput,
  type NumberRange,
  type OpenItem,
  type PackQuery,
  type PackQueryInput,
  type Population,
  populationBases,
  type PopulationBasis,
  type Verification,
} from './contract/evidence';
export {
  legalHoldFormSchema,
  type LegalHold,
  type LegalHoldForm,
  type LegalHoldFormInput,
  type LegalHoldQuery,
} from './contract/retention';
export {
  type DarkChangeAction,
  darkChangeActions,
  type DarkChangeQuery,
  type DarkChangeQueryInput,
  type DarkChangeStatus,
  darkChangeStatuses,
  type DarkChangeView,
  type DarkChangeWithHistory,
} from './contract/darkChanges';
export {
  type Coverage,
  type CoverageFigures,
  type CoverageQuery,
  type CoverageQueryInput,
  type DeploymentAuthorization,
  deploymentAuthorizations,
  type DeploymentEvent,
  type DeploymentEventInput,
  deploymentEventSchema,
  type DeploymentQuery,
  type DeploymentQueryInput,
  type DeploymentStatus,
  deploymentStatuses,
  type DeploymentView,
  type DeploymentWithEvents,
  type GateAnswer,
  type GateCheck,
  type GateCheckQuery,
  type GateCheckQueryInput,
  type GateRequest,
  type GateRequestInput,
  gateRequestSchema,
} from './contract/execution';
export {
  type ChangeForm,
  type ChangeFormInput,
  changeFormSchema,
  type ChangeModelRef,
  type ChangePatch,
  type ChangePatchInput,
  type PreviewForm,
  type PreviewFormInput,
  previewFormSchema,
  type RollbackPlan,
  type RollbackStep,
} from './contract/form';
export {
  type IncidentAction,
  incidentActions,
  type IncidentCandidate,
  type IncidentCandidates,
  type IncidentCauseInput,
  incidentCauses,
  type IncidentForm,
  type IncidentFormInput,
  incidentFormSchema,
  type IncidentPatch,
  type IncidentPatchInput,
  type IncidentQuery,
  type IncidentQueryInput,
  incidentSeverities,
  type IncidentSeverity,
  incidentSeveritySchema,
  type IncidentView,
  type IncidentWithHistory,
} from './contract/incidents';
export {
  changeFigureNames,
  type ChangeQuery,
  type ChangeQueryInput,
  changeQuerySchema,
  type EntityMetrics,
  type EntitySummary,
  type Me,
  orderFields,
  type Page,
  several,
} from './contract/lists';
export {
  type ChangeModelSummary,
  type ChangeModelView,
  type ModelAction,
  modelActions,
  type ModelEdit,
  type ModelForm,
  type ModelProposal,
  type ModelQuery,
  type ModelQueryInput,
  type ModelStatus,
  modelStatuses,
  type ModelVersion,
  proposeModelSchema,
} from './contract/models';
export {
  type ChangeFigures,
  type MetricGroup,
  metricGroups,
  type Metrics,
  type MetricsQuery,
  type MetricsQueryInput,
  type Spread,
  type WaitingFigures,
} from './contract/metrics';
export {
  type MutableNoticeKind,
  mutableNoticeKinds,
  type NoticeDelivery,
  type NoticeKind,
  noticeKinds,
  type NoticePage,
  type NoticePreferences,
  type NoticePreferencesInput,
  type NoticePurpose,
  noticePurposes,
  type NoticeQuery,
  type NoticeReader,
  type NoticeView,
} from './contract/notices';
export * from './contract/openApiDocument';
export {
  type PolicyAction,
  policyActions,
  type PolicyDiff,
  type PolicyEdit,
  type PolicyFinding,
  type PolicyPage,
  type PolicyProposal,
  type PolicyReading,
  type PolicyRecord,
  type PolicyState,
  policyStates,
  type PolicyVersionView,
} from './contract/policies';
export type {
  PolicyAnnouncement,
  PolicyReader,
  PolicyReaders,
  PolicyReadersQuery,
  PolicyReadersQueryInput,
} from './contract/policyReaders';
export type {
  PolicySimulation,
  SimulatePolicy,
} from './contract/policySimulation';
export { entityRef, minutes, time, unstorable } from './contract/primitives';
export type { RecordEvent } from './contract/records';
export {
  type AddActionInput,
  type AddFindingInput,
  type EditFindingInput,
  type FindingView,
  type LedTo,
  type LookAtInput,
  type ReviewActionView,
  type ReviewData,
  type ReviewIncident,
  type ReviewKind,
  reviewKinds,
  type ReviewQuery,
  type ReviewQueryInput,
  type ReviewRow,
  type ReviewRowQuery,
  type ReviewStatus,
  reviewStatuses,
  type ReviewSummary,
  type ReviewView,
  type ReviewWithHistory,
  type SampleRowView,
  type SampleVerdict,
  sampleVerdicts,
  type Signature,
  type SignOffInput,
  type TrendPoint,
} from './contract/reviews';
export type { RiskBackTest } from './contract/risk';
export {
  HOLDERS_LISTED,
  type RoleRegisterEntry,
  type RoleRegisterView,
} from './contract/roles';
export * from './contract/routes';
export {
  type FreeSlot,
  type FreeSlots,
  type Move,
  type Schedule,
  SCHEDULE_CHANGES,
  type ScheduleConflict,
  type ScheduledChange,
  type ScheduleQuery,
  type ScheduleQueryInput,
  type ShortNotice,
  type SimulateInput,
  type Simulation,
  type SlotsInput,
  type SlotsRequest,
} from './contract/schedule';
export * from './contract/signals';
export {
  type WindowAction,
  windowActions,
  type WindowForm,
  type WindowFormInput,
  windowFormSchema,
  type WindowKind,
  windowKinds,
  type WindowOccurrence,
  type WindowPatch,
  type WindowPatchInput,
  type WindowQuery,
  type WindowQueryInput,
  type WindowStatus,
  windowStatuses,
  type WindowView,
  type WindowWithHistory,
} from './contract/windows';
export {
  type ChangeAction,
  changeActions,
  changeCategories,
  type ChangeCategory,
  type ChangeState,
  changeStates,
  type ChangeType,
  changeTypes,
  type CloseCode,
  closeCodes,
  criticalities,
  type Criticality,
  type DecisionKind,
  decisionKinds,
  emergencyReasons,
  finalStates,
  openStates,
  startedStates,
  upcomingStates,
  waitingStates,
  outcomes,
  type RiskLevel,
  riskLevels,
  type Role,
  roles,
  waitedFor,
} from './contract/words';
export {
  type Rehearsal,
  type RollbackExecutorView,
  type RollbackRun,
  type RollbackRunStep,
  type Task,
  type TaskPhase,
  taskPhases,
  type TaskStatus,
  taskStatuses,
} from './contract/work';
export * from './evidence/sample';
export * from './domain/apply';
export * from './domain/clauses';
export * from './domain/commands';
export {
  allowedActions,
  checkCreate,
  decide,
  decideCreate,
  type Verdict,
} from './domain/decide';
export * from './domain/delegations';
export { approversNamedBy } from './domain/demands';
export * from './domain/downtime';
export { findDrift } from './domain/drift';
export * from './domain/events';
export {
  allowedModelActions,
  approveModel,
  editModel,
  type ModelContext,
  proposeModel,
  retireModel,
} from './domain/models/decideModel';
export { fixedFields, isInScope } from './domain/models/fromModel';
export { graphOf } from './domain/models/graph';
export { checkGraph, countRun, standingOf } from './domain/models/standing';
export * from './domain/models/types';
export * from './domain/notice';
export { nextReminderAt, obligationsOf } from './domain/obligations';
export {
  candidatesFor,
  hasRole,
  involvedIn,
  isImplementer,
  isRequester,
  owns,
  personalRoles,
} from './domain/people';
export {
  isPipeline,
  PIPELINE_KIND,
  type PipelineTrust,
} from './domain/pipelines';
export { conflict, type Refusal } from './domain/refusal';
export * from './domain/replay';
export * from './domain/replayTally';
export {
  approvalRequirements,
  assessmentRequirements,
  isReviewRequired,
  isStale,
} from './domain/requirements';
export {
  currentStep,
  expectedRollbackMinutes,
  hasPassedPointOfNoReturn,
  isRollbackOpen,
  rollbackStepsOf,
} from './domain/rollback';
export * from './domain/slot';
export { coversConfiguration } from './configuration/configured';
export { withAccess } from './domain/steps/access';
export { patchContent } from './domain/steps/request';
export { systemActor } from './domain/steps/system';
export * from './domain/types';
export * from './domain/view';
export * from './domain/withoutContent';
export * from './domain/waiting';
export * from './evidence/controls';
export {
  formatManifestNote,
  type PackFile,
  packFormat,
  type PackManifest,
  packManifestSchema,
  packPaths,
  type PackSample,
  type ProvenEvent,
  provenEventSchema,
} from './evidence/pack';
export * from './evidence/versions';
export * from './execution/darkChanges';
export * from './execution/deployments';
export * from './execution/gate';
export * from './incidents/attribution';
export * from './incidents/decideIncident';
export * from './incidents/incidentFrom';
export * from './permissions';
export * from './figures/durations';
export type { Clause } from './policy/clauseSchema';
export * from './policy/conditions';
export * from './policy/defaultPolicy';
export * from './policy/difference';
export * from './policy/restore';
export * from './policy/reviewDates';
export type { ReviewRules } from './policy/reviewSchema';
export type {
  LearnedRisk,
  MeasuredRisk,
  RiskQuestion,
  RiskRules,
} from './policy/riskSchema';
export {
  type ApprovalRule,
  type Approver,
  type Policy,
  policySchema,
} from './policy/schema';
export * from './policy/tellDifference';
export * from './policy/version';
export { unsignedRoles } from './reviews/checks';
export * from './reviews/decideReview';
export * from './reviews/periods';
export * from './reviews/presentReview';
export * from './reviews/reminders';
export * from './reviews/types';
export * from './risk/assessRisk';
export * from './risk/backTest';
export { type FailureModel, fitFailureModel } from './risk/failureModel';
export {
  type ClosedChange,
  type Dimension,
  dimensions,
  type PlannedChange,
} from './risk/features';
export * from './risk/measures';
export * from './schedule/conflicts';
export * from './schedule/decideWindow';
export * from './schedule/freeSlots';
export {
  type Interval,
  occurrencesBetween,
  recurrenceInWords,
  type Recurring,
} from './schedule/recurrence';
export * from './schedule/simulate';
export * from './schedule/types';
