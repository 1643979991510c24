import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { changeManagementApiRef } from '../../api';

/** Every version of the policy, the latest first. */
export function usePolicies() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['policies'],
    queryFn: () => api.policies.list(),
  });
}

/** One version with its document, once it is known which. */
export function usePolicyVersion(version: string | undefined) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['policies', version],
    queryFn: () => api.policies.getVersion(version!),
    enabled: version !== undefined,
  });
}

/** What `version` changes in `against`. */
export function usePolicyDiff(version: string, against: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['policies', version, 'diff', against],
    queryFn: () => api.policies.diff(version, against),
  });
}

/** Published versions that the viewer is asked to read; looked for now and then, as they are rare. */
export function usePolicyAnnouncements() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['policies', 'announcements'],
    queryFn: () => api.policies.listAnnouncements(),
    staleTime: 5 * 60_000,
    retry: false,
  });
}

/** Whom a version concerns, and whether they have acknowledged it. */
export function usePolicyReaders(
  version: string,
  status: 'acknowledged' | 'open',
) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['policies', version, 'readers', status],
    queryFn: ({ pageParam }) =>
      api.policies.listReaders(version, {
        status,
        limit: 50,
        cursor: pageParam,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** Who holds which role, through which group. */
export function useRoles() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['roles'],
    queryFn: () => api.policies.getRoles(),
  });
}
