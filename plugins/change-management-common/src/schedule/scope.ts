import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { BindingWindow, ScopedEntity } from './types';

/** The windows and freezes that are about the entity. */
export function covering(
  windows: BindingWindow[],
  entity: ScopedEntity,
): BindingWindow[] {
  // Absent fields are left out, as the predicates tell them from empty ones.
  const plain = JSON.parse(JSON.stringify(entity));
  return windows.filter(({ scope }) =>
    evaluateFilterPredicate(scope as FilterPredicate, plain),
  );
}
