import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { MetricsQueryInput } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';

/** How changes went; the last answer stays until the next one is there. */
export function useMetrics(query: MetricsQueryInput) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['metrics', query],
    queryFn: () => api.getMetrics(query),
    placeholderData: keepPreviousData,
  });
}

/** How well the learned risk would have predicted the past. */
export function useRiskBackTest() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['risk', 'back-test'],
    queryFn: () => api.getRiskBackTest(),
    retry: false,
  });
}
