export { useAccessGrant, useAccessGrants } from './access';
export { useCalendarTokens } from './calendar';
export {
  useConfigurationBlame,
  useConfigurationDiff,
  useConfigurationItem,
  useConfigurationItems,
  useConfigurationVersion,
  useConfigurationVersions,
  useProposalDiff,
} from './configuration';
export {
  useChangeSeal,
  useCompliance,
  useDownload,
  useHolding,
  useLatestVerification,
  useLegalHolds,
  useVerifying,
} from './evidence';
export { useDelegations } from './delegations';
export {
  useCoverage,
  useDarkChange,
  useDarkChanges,
  useDeployments,
  useGateChecks,
  useRollbackExecutors,
} from './execution';
export { useMetrics, useRiskBackTest } from './figures';
export { useIncident, useIncidentCandidates, useIncidents } from './incidents';
export { useLastSeen } from './useLastSeen';
export { useModel, useModels } from './models';
export { useNoticePreferences, useNotices } from './notices';
export * from './queries';
export { useReview, useReviewRows, useReviews } from './reviews';
export {
  useSchedule,
  useSimulation,
  useSlots,
  useWindow,
  useWindows,
} from './schedule';
export { menuState, ServerState } from './queryClient';
export { useLiveChange } from './useLiveChange';
export { useMayRequest } from './useMayRequest';
export { useNewChangePath } from './useNewChangePath';
export { useRefresh } from './useRefresh';
export { useRowsPath } from './useRowsPath';
export { useSettled } from './useSettled';
