import { useRouteRef } from '@backstage/core-plugin-api';
import { ChangeCategory } from 'backstage-plugin-change-management-common';
import { newChangeRouteRef } from '../routes';

/** Where the form of a new change is, filled in for an entity, from an earlier change or from a model where one is given. */
export function useNewChangePath(from: {
  entityRef?: string;
  copyOf?: string;
  model?: string;
  /** An unauthorized change, for which it is requested afterwards. */
  afterTheFact?: string;
  category?: ChangeCategory;
  /** A grant of access. */
  revokes?: string;
}): string {
  const path = useRouteRef(newChangeRouteRef)();
  const query = new URLSearchParams(
    Object.entries(from).filter(([, value]) => value) as [string, string][],
  );
  return query.size ? `${path}?${query}` : path;
}
