export { useDelegations } from './delegations';
export { useLastSeen } from './useLastSeen';
export { useModel, useModels } from './models';
export * from './queries';
export { ServerState } from './queryClient';
export { useMayRequest } from './useMayRequest';
export { useNewChangePath } from './useNewChangePath';
export { useRefresh } from './useRefresh';
export { useSettled } from './useSettled';
