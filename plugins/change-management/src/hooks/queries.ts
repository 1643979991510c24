import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import {
  ChangeQueryInput,
  isRollbackOpen,
  PreviewFormInput,
} from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';

/** Who the viewer is. */
export function useMe(client?: QueryClient) {
  const api = useApi(changeManagementApiRef);
  return useQuery({ queryKey: ['me'], queryFn: () => api.getMe() }, client);
}

/** The policy in force; it asks the risk questions. */
export function usePolicy() {
  const api = useApi(changeManagementApiRef);
  return useQuery({ queryKey: ['policy'], queryFn: () => api.getPolicy() });
}

/** How often what others do to an open change is looked at. */
export const LIVE_MILLISECONDS = 30_000;

/** The same, while it is being rolled back. */
const ROLLBACK_MILLISECONDS = 5_000;

/** One change, as this viewer may see it; others act on it too, so it is read again from time to time. */
export function useChange(id: string, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['change', id],
    queryFn: () => api.getChange(id),
    refetchInterval: ({ state: { data } }) =>
      data && isRollbackOpen(data) ? ROLLBACK_MILLISECONDS : LIVE_MILLISECONDS,
    enabled,
  });
}

/** One page of changes; the rows stay while the next page is on its way. */
export function useChanges(query: ChangeQueryInput, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['changes', query],
    queryFn: () => api.listChanges(query),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** How many changes a list has on all its pages: counted apart from its rows, which need not wait for it. */
export function useNumberOfChanges(query: ChangeQueryInput) {
  const api = useApi(changeManagementApiRef);
  const counted = { ...query, cursor: undefined };
  return useQuery({
    queryKey: ['changes', 'number', counted],
    queryFn: async () => {
      const page = await api.listChanges({
        ...counted,
        limit: 1,
        totalItems: 'include',
      });
      return page.totalItems;
    },
  });
}

/** Changes, more of them at every `fetchNextPage`. */
export function useMoreChanges(query: ChangeQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['changes', 'more', query],
    queryFn: ({ pageParam }) =>
      api.listChanges({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** What is going on with an entity. */
export function useEntitySummary(entityRef: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['entity', entityRef],
    queryFn: () => api.getEntitySummary(entityRef),
  });
}

/** What a form would mean; the last answer stays until the next one is there. */
export function usePreview(form: PreviewFormInput) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['preview', form],
    queryFn: () => api.previewChange(form),
    placeholderData: keepPreviousData,
  });
}

/** Everything that happened to a change, oldest first. */
export function useAuditEvents(id: string) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['change', id, 'audit'],
    queryFn: ({ pageParam }) =>
      api.listAuditEvents(id, { limit: 200, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: LIVE_MILLISECONDS,
  });
}
