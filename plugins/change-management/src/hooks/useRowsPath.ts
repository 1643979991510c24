import { useRouteRef } from '@backstage/core-plugin-api';
import { ChangeQueryInput } from 'backstage-plugin-change-management-common';
import { rootRouteRef } from '../routes';

/** Makes the address of the list of the changes that match what is always asked for, and more. */
export function useRowsPath(always: ChangeQueryInput) {
  const root = useRouteRef(rootRouteRef)();
  return (filters: ChangeQueryInput) => {
    const query = Object.entries({ view: 'all', ...always, ...filters });
    return `${root}?${new URLSearchParams(
      query.flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    )}`;
  };
}
