import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { AccessGrantQueryInput } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';

/** Grants of access, the last granted first; more of them at every `fetchNextPage`. */
export function useAccessGrants(query: AccessGrantQueryInput, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['access', query],
    queryFn: ({ pageParam }) =>
      api.access.listGrants({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    enabled,
  });
}

/** One grant of access. */
export function useAccessGrant(id: string, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['access', 'one', id],
    queryFn: () => api.access.getGrant(id),
    enabled,
  });
}
