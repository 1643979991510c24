import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { changeManagementApiRef } from '../api';

/** Change models, newest first; more of them at every `fetchNextPage`. */
export function useModels() {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['models'],
    queryFn: ({ pageParam }) => api.listModels({ cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** One change model. */
export function useModel(id: string, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['models', id],
    queryFn: () => api.getModel(id),
    enabled,
  });
}
