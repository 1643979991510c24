import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { changeManagementApiRef } from '../api';
import { LIVE_MILLISECONDS } from './queries';

/** Who was told of a change, latest first; more of them at every `fetchNextPage`. */
export function useNotices(id: string) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['change', id, 'notices'],
    queryFn: ({ pageParam }) =>
      api.listNotices(id, { limit: 50, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: LIVE_MILLISECONDS,
  });
}

/** Which notices the viewer wants, and how. */
export function useNoticePreferences() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['notice-preferences'],
    queryFn: () => api.getNoticePreferences(),
  });
}
