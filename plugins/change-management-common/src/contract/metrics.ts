import { z } from 'zod';
import { time } from './primitives';

/** What figures are told apart by. A team is whoever owns an affected entity. */
export const metricGroups = ['month', 'system', 'team', 'category'] as const;

/** Query of `GET /metrics`: changes that were started from `from` on and before `to`; a side that is left out is open. */
export const metricsQuerySchema = z
  .strictObject({
    from: time.optional(),
    to: time.optional(),
    groupBy: z.enum(metricGroups).default('month'),
  })
  .superRefine(({ from, to }, context) => {
    if (from && to && to <= from) {
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: 'must be after from',
      });
    }
  });

const count = z.number().int();
const share = z.number().min(0).max(1).optional();

/**
 * How many changes were started, and what has become of them so far. Shares lie between 0 and 1: those of results are of
 * what has been closed, and missing where nothing has. Successful is what was closed with the code `successful` alone,
 * failed what was closed as `unsuccessful` or `rolled-back`.
 */
export const changeFiguresSchema = z.object({
  changes: count,
  closed: count,
  successful: count,
  failed: count,
  rolledBack: count,
  emergencies: count,
  /** Started as an emergency, and nobody has written anything down in the execution log. */
  emergenciesWithoutWorkLogged: count,
  emergencyShare: share,
  successRate: share,
  failureRate: share,
  rollbackRate: share,
  /** What came to production without a change; missing where it is not told apart so: by team or category. */
  unauthorizedChanges: count.optional(),
});

/**
 * Figures in total and by group. A change counts once in the total, and in each group that it belongs to: a change of two
 * systems in both. `key` is `2026-11`, a ref or a category; it is missing for changes that belong to none.
 */
export const metricsSchema = z.object({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  groupBy: z.enum(metricGroups),
  total: changeFiguresSchema,
  groups: z.array(changeFiguresSchema.extend({ key: z.string().optional() })),
});

export type MetricsQuery = z.output<typeof metricsQuerySchema>;
export type MetricsQueryInput = z.input<typeof metricsQuerySchema>;
export type ChangeFigures = z.output<typeof changeFiguresSchema>;
export type Metrics = z.output<typeof metricsSchema>;
