import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { BindingWindow, ScopedEntity } from './types';

/** Whether the window or freeze is about the entity. */
export function covers(
  { scope }: Pick<BindingWindow, 'scope'>,
  entity: ScopedEntity,
): boolean {
  // Absent fields are left out, as the predicates tell them from empty ones.
  return evaluateFilterPredicate(
    scope as FilterPredicate,
    JSON.parse(JSON.stringify(entity)),
  );
}
