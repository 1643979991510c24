/** Changes of one group, and how many of them failed; one that succeeded with issues is half a failure. */
export interface Tally {
  changes: number;
  failures: number;
}

// Less would let a single failure count as a rule; more is a history in which groups do not differ.
const WEAKEST = 2;
const STRONGEST = 1000;

/** The rate of everything, which is never quite 0 or 1 (Jeffreys' prior). */
export function overallRate({ changes, failures }: Tally): number {
  return (failures + 0.5) / (changes + 1);
}

/**
 * How many changes the overall rate is worth against the record of one group: the prior of a beta-binomial model, by the
 * method of moments. The less the groups differ beyond chance, the more it is worth.
 */
export function priorStrength(groups: Tally[], overall: number): number {
  const total = groups.reduce((sum, { changes }) => sum + changes, 0);
  const variance = overall * (1 - overall);
  const spread = groups.reduce(
    (sum, { changes, failures }) =>
      sum + changes * (failures / changes - overall) ** 2,
    0,
  );
  const squares = groups.reduce((sum, { changes }) => sum + changes ** 2, 0);
  const byChance = groups.length - 1;
  const room = total - squares / total - byChance;
  const correlation = room > 0 ? (spread / variance - byChance) / room : 0;
  return correlation > 0
    ? Math.min(STRONGEST, Math.max(WEAKEST, 1 / correlation - 1))
    : STRONGEST;
}

/** The rate of a group, drawn towards the overall rate as far as its record is short; always between the two. */
export function smoothedRate(
  { changes, failures }: Tally,
  overall: number,
  strength: number,
): number {
  return (failures + strength * overall) / (changes + strength);
}

/** Log-odds of a probability. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The probability of log-odds. */
export function expit(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
