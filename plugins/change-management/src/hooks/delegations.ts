import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { changeManagementApiRef } from '../api';

/** Who stands in for whom, latest first; more of them at every `fetchNextPage`. */
export function useDelegations() {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['delegations'],
    queryFn: ({ pageParam }) => api.listDelegations({ cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}
