import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ConfigurationItemQueryInput } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';

/** Configuration items, in the order in which they were made; more of them at every `fetchNextPage`. */
export function useConfigurationItems(query: ConfigurationItemQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['configuration', query],
    queryFn: ({ pageParam }) =>
      api.configuration.listItems({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** One configuration item. */
export function useConfigurationItem(id: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['configuration', 'one', id],
    queryFn: () => api.configuration.getItem(id),
  });
}

/** Its versions, newest first; more of them at every `fetchNextPage`. */
export function useConfigurationVersions(id: string) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['configuration', 'versions', id],
    queryFn: ({ pageParam }) =>
      api.configuration.listVersions(id, { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

// A version never changes, so it is read once.
const immutable = { staleTime: Infinity };

/** The content of a version; not asked for while there is none. */
export function useConfigurationVersion(id: string, version: number) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['configuration', 'version', id, version],
    queryFn: () => api.configuration.getVersion(id, version),
    enabled: version > 0,
    ...immutable,
  });
}

/** Which version brought which lines. */
export function useConfigurationBlame(id: string, version: number) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['configuration', 'blame', id, version],
    queryFn: () => api.configuration.blame(id, version),
    ...immutable,
  });
}

/** What differs between two versions; 0 is an empty text. */
export function useConfigurationDiff(
  id: string,
  version: number,
  against: number,
) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['configuration', 'diff', id, version, against],
    queryFn: () => api.configuration.diff(id, version, { against }),
    ...immutable,
  });
}

/** What a change proposes to alter in an item. */
export function useProposalDiff(changeId: string, itemId: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['configuration', 'proposal', changeId, itemId],
    queryFn: () => api.configuration.diffProposal(changeId, itemId),
  });
}
