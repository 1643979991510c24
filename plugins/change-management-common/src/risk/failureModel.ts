import {
  ClosedChange,
  Dimension,
  dimensions,
  failureOf,
  Features,
  featuresOf,
  PlannedChange,
} from './features';
import {
  expit,
  logit,
  overallRate,
  priorStrength,
  smoothedRate,
  Tally,
} from './smoothing';

/** How often changes of the past failed, by group. Made by {@link fitFailureModel}. */
export interface FailureModel extends Tally {
  /** IANA name of the zone in which hours are counted. */
  timeZone: string;
  /** Rate of failure of all changes, between 0 and 1. */
  overall: number;
  /**
   * How much of what the groups of a change say together is believed, from 0 to 1: they overlap, so their sum says too
   * much. It is the share that would have predicted each change of the past best, had that change been left out.
   */
  weight: number;
  groups: Record<Dimension, Map<string, Tally>>;
  /** Changes that the overall rate is worth against the record of one group. */
  strengths: Record<Dimension, number>;
}

/** What one group of a change says of it. */
export interface FailureReason extends Tally {
  dimension: Dimension;
  group: string;
  /** Its rate of failure, smoothed. */
  rate: number;
}

/** How likely a change is to fail, and why. */
export interface FailurePrediction {
  /** Between 0 and 1. */
  rate: number;
  /** At most one for each dimension: of several entities, the one that failed most. */
  reasons: FailureReason[];
}

// No history is long enough to say never or always.
const LEAST = 0.001;
const WEIGHTS = Array.from({ length: 21 }, (_, i) => i / 20);

type Fitted = Omit<FailureModel, 'weight'>;

function byDimension<T>(make: (dimension: Dimension) => T) {
  return Object.fromEntries(
    dimensions.map(dimension => [dimension, make(dimension)]),
  ) as Record<Dimension, T>;
}

function reasonsFor(model: Fitted, features: Features): FailureReason[] {
  return dimensions.flatMap(dimension => {
    const [worst] = features[dimension]
      .flatMap(group => {
        const tally = model.groups[dimension].get(group);
        return tally && tally.changes > 0
          ? [
              {
                dimension,
                group,
                ...tally,
                rate: smoothedRate(
                  tally,
                  model.overall,
                  model.strengths[dimension],
                ),
              },
            ]
          : [];
      })
      .sort((a, b) => b.rate - a.rate || a.group.localeCompare(b.group));
    return worst ?? [];
  });
}

function shiftOf(model: Fitted, reasons: FailureReason[]): number {
  return reasons.reduce(
    (sum, { rate }) => sum + logit(rate) - logit(model.overall),
    0,
  );
}

function combine(overall: number, shift: number, weight: number): number {
  const rate = expit(logit(overall) + weight * shift);
  return Math.min(1 - LEAST, Math.max(LEAST, rate));
}

interface Sample {
  features: Features;
  failure: number;
}

function count(model: Fitted, { features, failure }: Sample, sign: 1 | -1) {
  model.changes += sign;
  model.failures += sign * failure;
  for (const dimension of dimensions) {
    const groups = model.groups[dimension];
    for (const group of features[dimension]) {
      const tally = groups.get(group) ?? { changes: 0, failures: 0 };
      tally.changes += sign;
      tally.failures += sign * failure;
      groups.set(group, tally);
    }
  }
  model.overall = overallRate(model);
}

function bestWeight(model: Fitted, samples: Sample[]): number {
  const errors = WEIGHTS.map(() => 0);
  for (const sample of samples) {
    count(model, sample, -1);
    const shift = shiftOf(model, reasonsFor(model, sample.features));
    WEIGHTS.forEach((weight, i) => {
      errors[i] +=
        (combine(model.overall, shift, weight) - sample.failure) ** 2;
    });
    count(model, sample, 1);
  }
  return WEIGHTS[errors.indexOf(Math.min(...errors))];
}

/**
 * Learns from closed changes how often they fail, by entity, owner, category, hour and size (empirical Bayes: each group
 * is drawn towards the overall rate as far as its record is short). The order of the changes makes no difference.
 *
 * @param timeZone - IANA name; hours are counted in it
 */
export function fitFailureModel(
  closed: ClosedChange[],
  timeZone: string,
): FailureModel {
  const samples = [...closed]
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(change => ({
      features: featuresOf(change, timeZone),
      failure: failureOf(change),
    }));
  const model: Fitted = {
    changes: 0,
    failures: 0,
    timeZone,
    overall: 0.5,
    groups: byDimension(() => new Map()),
    strengths: byDimension(() => 0),
  };
  samples.forEach(sample => count(model, sample, 1));
  model.strengths = byDimension(dimension =>
    priorStrength([...model.groups[dimension].values()], model.overall),
  );
  return { ...model, weight: bestWeight(model, samples) };
}

/** How likely a change is to fail by what the model has learned; by the overall rate where it knows none of its groups. */
export function predictFailure(
  model: FailureModel,
  change: PlannedChange,
): FailurePrediction {
  const reasons = reasonsFor(model, featuresOf(change, model.timeZone));
  const rate = combine(model.overall, shiftOf(model, reasons), model.weight);
  return { rate, reasons };
}
