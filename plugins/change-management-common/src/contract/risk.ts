import { z } from 'zod';

const rate = z.number().min(0).max(1);

/**
 * How well the learned risk would have predicted the organisation's own past. Brier scores are mean squared errors from 0
 * (every prediction right) to 1; `baseBrier` is that of predicting the overall rate every time. What is missing had no
 * changes to be counted from.
 */
export const riskBackTestSchema = z.object({
  /** Closed changes that were looked at. */
  changes: z.number().int(),
  /** Of them, those that were predicted from the ones before. */
  predicted: z.number().int(),
  /** Share of all that failed; one that succeeded with issues is half a failure. */
  failureRate: rate.optional(),
  brier: rate.optional(),
  baseBrier: rate.optional(),
  /** Reliability: of changes predicted to fail at these rates, how many did. */
  bins: z.array(
    z.object({
      from: rate,
      to: rate,
      changes: z.number().int(),
      /** Mean of what was predicted. */
      predicted: rate.optional(),
      /** Share that failed. */
      failed: rate.optional(),
    }),
  ),
});

/**
 * How well the learned risk would have predicted the organisation's own past. Brier scores are mean squared errors from 0
 * (every prediction right) to 1; `baseBrier` is that of predicting the overall rate every time. What is missing had no
 * changes to be counted from.
 */
export type RiskBackTest = z.output<typeof riskBackTestSchema>;
