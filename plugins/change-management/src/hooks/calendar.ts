import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { changeManagementApiRef } from '../api';

/** The viewer's own calendar feeds. */
export function useCalendarTokens() {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['calendar-tokens'],
    queryFn: () => api.listCalendarTokens(),
  });
}
