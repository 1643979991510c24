import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IncidentQueryInput } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';
import { LIVE_MILLISECONDS } from './queries';

/** Incidents, the last begun first; more of them at every `fetchNextPage`. */
export function useIncidents(query: IncidentQueryInput, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['incidents', query],
    queryFn: ({ pageParam }) =>
      api.incidents.list({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: LIVE_MILLISECONDS,
    enabled,
  });
}

/** One incident, with its history. */
export function useIncident(id: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['incidents', 'one', id],
    queryFn: () => api.incidents.get(id),
    refetchInterval: LIVE_MILLISECONDS,
  });
}

/** The changes that may have caused it. */
export function useIncidentCandidates(id: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['incidents', 'candidates', id],
    queryFn: () => api.incidents.listCandidates(id),
  });
}
