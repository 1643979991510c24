import { RiskBackTest } from '../contract/risk';
import { fitFailureModel, predictFailure } from './failureModel';
import { ClosedChange, failureOf } from './features';

/** How the past is cut: changes that the first model learns from, and models that are fitted one after the other. */
export interface BackTestOptions {
  /** IANA name; hours are counted in it. */
  timeZone: string;
  minimumChanges: number;
  folds?: number;
}

interface Trial {
  predicted: number;
  /** What would have been predicted without any groups. */
  base: number;
  failure: number;
}

function mean(values: number[]): number | undefined {
  return values.length
    ? values.reduce((sum, value) => sum + value, 0) / values.length
    : undefined;
}

function reliability(trials: Trial[]): RiskBackTest['bins'] {
  return Array.from({ length: 10 }, (_, bin) => {
    const inBin = trials.filter(
      ({ predicted }) => Math.floor(predicted * 10) === bin,
    );
    return {
      from: bin / 10,
      to: (bin + 1) / 10,
      changes: inBin.length,
      predicted: mean(inBin.map(({ predicted }) => predicted)),
      failed: mean(inBin.map(({ failure }) => failure)),
    };
  });
}

/**
 * How well the learned method would have predicted the past: the changes are taken in the order in which they were closed,
 * and each is predicted by a model that has learned only from those before it.
 */
export function backTest(
  closed: ClosedChange[],
  { timeZone, minimumChanges, folds = 10 }: BackTestOptions,
): RiskBackTest {
  const past = [...closed].sort(
    (a, b) => a.closedAt.localeCompare(b.closedAt) || a.id.localeCompare(b.id),
  );
  const size = Math.max(1, Math.ceil((past.length - minimumChanges) / folds));
  const trials: Trial[] = [];
  for (let from = minimumChanges; from < past.length; from += size) {
    const model = fitFailureModel(past.slice(0, from), timeZone);
    for (const change of past.slice(from, from + size)) {
      trials.push({
        predicted: predictFailure(model, change).rate,
        base: model.overall,
        failure: failureOf(change),
      });
    }
  }
  return {
    changes: past.length,
    predicted: trials.length,
    failureRate: mean(past.map(failureOf)),
    brier: mean(trials.map(t => (t.predicted - t.failure) ** 2)),
    baseBrier: mean(trials.map(t => (t.base - t.failure) ** 2)),
    bins: reliability(trials),
  };
}
