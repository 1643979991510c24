import { z } from 'zod';
import { several } from './lists';
import { entityRef, personRef, time } from './primitives';
import {
  changeCategorySchema,
  riskLevelSchema,
  waitedForSchema,
} from './words';

/** What figures are told apart by. A team is whoever owns an affected entity, a service an affected entity itself. */
export const metricGroups = [
  'month',
  'system',
  'team',
  'category',
  'service',
] as const;

/**
 * Query of `GET /metrics`: what happened from `from` on and before `to`; a side that is left out is open. `entityRef`,
 * `system`, `team` and `category` limit it further; several of one are any of them.
 */
export const metricsQuerySchema = z
  .strictObject({
    from: time.optional(),
    to: time.optional(),
    groupBy: z.enum(metricGroups).default('month'),
    entityRef: several(entityRef).optional(),
    scope: z.enum(['self', 'members', 'dependencies']).default('self'),
    system: several(entityRef).optional(),
    team: several(personRef).optional(),
    category: several(changeCategorySchema).optional(),
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

/** The middle one of some values, and the one that nine in ten do not exceed: values that occur, the nearest rank. */
export const spreadSchema = z.object({ median: z.number(), p90: z.number() });

/**
 * How many changes were started, and what has become of them so far. Shares lie between 0 and 1 and are missing where
 * there is nothing to take a share of.
 */
export const changeFiguresSchema = z.object({
  /** Started; those below are of these, unless they say otherwise. */
  changes: count,
  closed: count,
  /** Closed with the code `successful` alone. */
  successful: count,
  /** Closed as `unsuccessful` or `rolled-back`. */
  failed: count,
  rolledBack: count,
  /** Of those closed. */
  successRate: share,
  failureRate: share,
  rollbackRate: share,

  emergencies: count,
  emergencyShare: share,
  /** Nobody has written anything down in the execution log. */
  emergenciesWithoutWorkLogged: count,
  /** The incident that they name is not recorded here; missing where none are recorded at all. */
  emergenciesWithoutIncident: count.optional(),
  /** Documented after the time that the policy gives, or not yet and it is over. */
  emergenciesDocumentedLate: count,

  /** Completed in production, whatever came of it afterwards. */
  completed: count,
  /** From the request to the completion; each begun hour counts. */
  leadTimeHours: spreadSchema.optional(),

  /** Reported to have caused a downtime, and for how long together. */
  changesWithDowntime: count,
  changeDowntimeMinutes: count,

  /** Failed, or named by a person as the cause of an incident. */
  failures: count,
  changeFailureRate: share,
  /** Failures after which production was restored: changes that were rolled back, and incidents that a change caused. */
  restored: count,
  /** Of these the incidents. */
  incidentsRestored: count.optional(),
  timeToRestoreMinutes: spreadSchema.optional(),
  /** Unplanned, to repair what was broken: emergencies for a critical failure. */
  rework: count,
  reworkRate: share,

  /** Incidents that began in this time. */
  incidents: count,
  majorIncidents: count,
  /** Caused by a change, as a person has confirmed, and their downtime together. */
  incidentsByChange: count,
  incidentDowntimeMinutes: count,

  /** What came to production without a change. */
  unauthorizedChanges: count,

  /** To production, as pipelines report them, with a change behind them, and successful; not told apart by category. */
  deployments: count.optional(),
  coveredDeployments: count.optional(),
  coverage: share,
  succeededDeployments: count.optional(),
  /** Successful ones; missing where the time has no beginning. */
  deploymentsPerWeek: z.number().optional(),
});

/** How long approvers of a role took for changes of a level of risk, by the time at which they decided. */
export const waitingSchema = z.object({
  role: waitedForSchema,
  riskLevel: riskLevelSchema.optional(),
  decisions: count,
  /** Each begun quarter of an hour counts. */
  hours: spreadSchema,
});

/**
 * Figures in total and by group. What belongs to several groups, as a change of two systems does, counts in each of them
 * and once in the total. `key` is `2026-11`, a ref or a category; it is missing for what belongs to none.
 */
export const metricsSchema = z.object({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  groupBy: z.enum(metricGroups),
  entityRef: z.array(z.string()).optional(),
  scope: z.enum(['self', 'members', 'dependencies']),
  system: z.array(z.string()).optional(),
  team: z.array(z.string()).optional(),
  category: z.array(changeCategorySchema).optional(),
  total: changeFiguresSchema,
  groups: z.array(changeFiguresSchema.extend({ key: z.string().optional() })),
  waiting: z.array(waitingSchema),
});

/** See {@link MetricsQueryInput}, read. */
export type MetricsQuery = z.output<typeof metricsQuerySchema>;
/** What `GET /metrics` may be asked for: a period, filters, a grouping. */
export type MetricsQueryInput = z.input<typeof metricsQuerySchema>;
/** See {@link metricGroups}. */
export type MetricGroup = (typeof metricGroups)[number];
/** How values are spread: the middle one, and the one that nine in ten do not exceed (nearest rank). */
export type Spread = z.output<typeof spreadSchema>;
/** Figures of a set of changes. */
export type ChangeFigures = z.output<typeof changeFiguresSchema>;
/** How long changes waited for whom. */
export type WaitingFigures = z.output<typeof waitingSchema>;
/** Figures of a period, and of each of its groups. */
export type Metrics = z.output<typeof metricsSchema>;
