import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
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
