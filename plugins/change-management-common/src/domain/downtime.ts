import { Change } from './types';

/** The downtime that the change caused, in minutes, as reported last; undefined where nobody reported any. */
export function actualDowntimeOf({
  completion,
  rollback,
}: Pick<Change, 'completion' | 'rollback'>): number | undefined {
  return rollback?.actualDowntimeMinutes ?? completion?.actualDowntimeMinutes;
}
