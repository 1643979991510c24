import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  CoverageQueryInput,
  DarkChangeQueryInput,
  DeploymentQueryInput,
  GateCheckQueryInput,
} from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';
import { LIVE_MILLISECONDS } from './queries';

/** Deployments, the last one first; more of them at every `fetchNextPage`. */
export function useDeployments(query: DeploymentQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['deployments', query],
    queryFn: ({ pageParam }) =>
      api.execution.listDeployments({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: LIVE_MILLISECONDS,
  });
}

/** What the gate answered, the last answer first; more of it at every `fetchNextPage`. */
export function useGateChecks(query: GateCheckQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['gate-checks', query],
    queryFn: ({ pageParam }) =>
      api.execution.listGateChecks({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: LIVE_MILLISECONDS,
  });
}

/** What may carry out steps of rollbacks; it changes with the configuration of the portal alone. */
export function useRollbackExecutors() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['rollback-executors'],
    queryFn: () => api.work.listRollbackExecutors(),
    staleTime: Infinity,
  });
}

/** How many deployments to production had a change behind them. */
export function useCoverage(query: CoverageQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['deployments', 'coverage', query],
    queryFn: () => api.execution.getCoverage(query),
  });
}

/** What was done without a change, the last one first; more of it at every `fetchNextPage`. */
export function useDarkChanges(query: DarkChangeQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['dark-changes', query],
    queryFn: ({ pageParam }) =>
      api.execution.listDarkChanges({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: LIVE_MILLISECONDS,
  });
}

/** One unauthorized change; not asked for without an id. */
export function useDarkChange(id: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['dark-changes', 'one', id],
    queryFn: () => api.execution.getDarkChange(id),
    enabled: id !== '',
  });
}
