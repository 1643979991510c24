import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  ComplianceQueryInput,
  LegalHoldFormInput,
} from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';

/** How a period stands with the policy; the last answer stays until the next one is there. */
export function useCompliance(query: ComplianceQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['compliance', query],
    queryFn: () => api.evidence.getCompliance(query),
    placeholderData: keepPreviousData,
  });
}

/** When the audit trail was last verified as a whole; nothing where it never was. */
export function useLatestVerification() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['audit', 'verification'],
    queryFn: async () => (await api.evidence.getLatestVerification()) ?? null,
  });
}

/** Verifies the audit trail as a whole. */
export function useVerifying() {
  const api = useApi(changeManagementApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.audit.verify(),
    onSuccess: () =>
      client.invalidateQueries({ queryKey: ['audit', 'verification'] }),
  });
}

const holds = ['legal-holds'];

/** What must not be purged, the latest first; more of it at every `fetchNextPage`. */
export function useLegalHolds() {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: holds,
    queryFn: ({ pageParam }) =>
      api.evidence.listLegalHolds({ cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** Places a legal hold, and releases one. */
export function useHolding() {
  const api = useApi(changeManagementApiRef);
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: holds });
  const place = useMutation({
    mutationFn: (form: LegalHoldFormInput) => api.evidence.placeLegalHold(form),
    onSuccess,
  });
  const release = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      api.evidence.releaseLegalHold(id, reason),
    onSuccess,
  });
  return { place, release };
}

/** How the trail of a change stands with the sealed log. */
export function useChangeSeal(id: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['change', id, 'seal'],
    queryFn: () => api.evidence.getSeal(id),
    retry: false,
  });
}

/** Fetches a file and hands it to the browser to keep. */
export function useDownload(fetchFile: () => Promise<Blob>, name: string) {
  return useMutation({
    mutationFn: async () => {
      const address = URL.createObjectURL(await fetchFile());
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      URL.revokeObjectURL(address);
    },
  });
}
