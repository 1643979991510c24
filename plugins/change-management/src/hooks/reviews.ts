import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ReviewQueryInput } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';

/** Reviews, the one that is due last first; more of them at every `fetchNextPage`. */
export function useReviews(query: ReviewQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['reviews', query],
    queryFn: ({ pageParam }) =>
      api.reviews.list({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** One review, with its history. */
export function useReview(id: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['reviews', 'one', id],
    queryFn: () => api.reviews.get(id),
  });
}

/** The changes that a review is about. */
export function useReviewRows(id: string, enabled: boolean) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['reviews', 'rows', id],
    queryFn: ({ pageParam }) => api.reviews.listRows(id, { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    enabled,
  });
}
