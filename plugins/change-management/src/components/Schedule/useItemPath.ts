import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { changeRouteRef, windowRouteRef } from '../../routes';
import { ScheduleItem } from './items';

/** Where something that stands in the schedule has its page. */
export function useItemPath(): (item: ScheduleItem) => string {
  const toChange = useRouteRef(changeRouteRef);
  const toWindow = useRouteRef(windowRouteRef);
  return useCallback(
    item =>
      item.kind === 'change'
        ? toChange({ id: item.id })
        : toWindow({ id: item.occurrence.windowId }),
    [toChange, toWindow],
  );
}
