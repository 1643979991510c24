import { Spread } from '../contract/metrics';
import { Change } from '../domain/types';

function minutesBetween(from: string, to: string): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000);
}

/** From the request to its completion in production, in begun minutes; undefined for what was never completed. */
export function leadMinutesOf({
  createdAt,
  completion,
}: Pick<Change, 'createdAt' | 'completion'>): number | undefined {
  return completion && minutesBetween(createdAt, completion.at);
}

/**
 * How long it took to restore production, in begun minutes, for a change that was rolled back: from the beginning of the
 * rollback, or, where its steps were not written down, from the time since which it may have been broken.
 */
export function restoreMinutesOf({
  actualStart,
  completion,
  rollback,
  rollbackRun,
}: Pick<Change, 'actualStart' | 'completion' | 'rollback' | 'rollbackRun'>):
  | number
  | undefined {
  const since = rollbackRun?.at ?? completion?.at ?? actualStart;
  return rollback && since !== undefined
    ? minutesBetween(since, rollback.at)
    : undefined;
}

/** How often each value occurs. */
export type Occurrences = Map<number, number>;

/** The median and the ninth decile by the nearest rank: values that occur. Undefined where nothing does. */
export function spreadOf(occurrences: Occurrences): Spread | undefined {
  const values = [...occurrences].sort(([a], [b]) => a - b);
  const all = values.reduce((sum, [, times]) => sum + times, 0);
  const atRank = (rank: number) => {
    let seen = 0;
    return values.find(([, times]) => {
      seen += times;
      return seen >= rank;
    })![0];
  };
  return all
    ? {
        median: atRank(Math.ceil(all * 0.5)),
        p90: atRank(Math.ceil(all * 0.9)),
      }
    : undefined;
}
