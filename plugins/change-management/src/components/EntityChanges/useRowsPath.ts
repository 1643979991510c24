import { useRouteRef } from '@backstage/core-plugin-api';
import { ChangeQueryInput } from 'backstage-plugin-change-management-common';
import { rootRouteRef } from '../../routes';

/** Makes the address of the list of an entity's changes that match. */
export function useRowsPath(entity: { entityRef: string; scope: string }) {
  const root = useRouteRef(rootRouteRef)();
  return (filters: ChangeQueryInput) => {
    const query = Object.entries({ view: 'all', ...entity, ...filters });
    return `${root}?${new URLSearchParams(
      query.map(([name, value]) => [name, String(value)]),
    )}`;
  };
}
