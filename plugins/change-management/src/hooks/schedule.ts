import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import {
  Move,
  ScheduleQueryInput,
  SlotsRequest,
  WindowQueryInput,
} from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../api';

/** How often what others do to the schedule is looked at. */
const LIVE_MILLISECONDS = 60_000;

/** The schedule of some time; what is shown stays until the next time is there. */
export function useSchedule(query: ScheduleQueryInput, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['schedule', query],
    queryFn: () => api.schedule.get(query),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MILLISECONDS,
    enabled,
  });
}

/** The difference that moves would make; not asked for while there are none. */
export function useSimulation(moves: Move[]) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['simulation', moves],
    queryFn: () => api.schedule.simulate({ moves }),
    enabled: moves.length > 0,
  });
}

/** The next times that are free. */
export function useSlots(request: SlotsRequest, enabled: boolean) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['slots', request],
    queryFn: () => api.schedule.findSlots(request),
    enabled,
  });
}

/** Windows and freezes, newest first; more of them at every `fetchNextPage`. */
export function useWindows(query: WindowQueryInput, enabled = true) {
  const api = useApi(changeManagementApiRef);
  return useInfiniteQuery({
    queryKey: ['windows', query],
    queryFn: ({ pageParam }) =>
      api.schedule.listWindows({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    enabled,
  });
}

/** One window or freeze, with its history. */
export function useWindow(id: string) {
  const api = useApi(changeManagementApiRef);
  return useQuery({
    queryKey: ['windows', 'one', id],
    queryFn: () => api.schedule.getWindow(id),
  });
}
