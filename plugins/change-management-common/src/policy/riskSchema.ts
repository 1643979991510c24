import { IANAZone } from 'luxon';
import { z } from 'zod';
import {
  changeCategorySchema,
  criticalitySchema,
  riskLevelSchema,
} from '../contract/words';
import { conditionSchema } from './conditions';

const id = z.string().min(1).max(64);
const points = z.number().int().min(0).max(100);

/** One question; its options go from least to most risky, and each adds its points to its dimension. */
export const riskQuestionSchema = z.strictObject({
  id,
  dimension: z.enum(['likelihood', 'impact']),
  question: z.string().min(1),
  options: z
    .array(
      z.strictObject({
        id,
        label: z.string().min(1),
        points: z.number().int().min(0),
        /** Proposed where this holds, with the reason; whoever fills the form in states it all the same. */
        proposed: z
          .strictObject({ when: conditionSchema, because: z.string().min(1) })
          .optional(),
      }),
    )
    .min(1),
});

/** A level that holds wherever its condition does. */
export const levelRuleSchema = z.strictObject({
  id,
  level: riskLevelSchema,
  because: z.string().min(1),
  clause: z.string().min(1).max(16),
  when: conditionSchema,
});

/** Points from a quantity on; of those reached, the most count. */
const steps = z.array(z.strictObject({ from: z.number().positive(), points }));

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 08:30');

/** Hours of certain days of the week (1 is Monday); `to` is not part of it. */
export const periodSchema = z
  .strictObject({
    id,
    label: z.string().min(1),
    days: z.array(z.number().int().min(1).max(7)).min(1),
    from: timeOfDay,
    to: timeOfDay,
    points,
  })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    message: 'must be later than from',
  });

/** What is counted and measured, and the points that each finding gives; what is not known gives none. */
export const measuredRiskSchema = z.strictObject({
  /** The level that so many points make; below all of them it is low. */
  levels: z.array(z.strictObject({ from: points, level: riskLevelSchema })),
  dependents: z.strictObject({
    /** What one entity counts at 1, 2, 3 … steps from the change; the last holds for all that are further. */
    weights: z.array(z.number().min(0).max(1)).min(1),
    steps,
  }),
  /** Different owners of everything touched, directly or not. */
  owners: steps,
  /** Different systems of everything touched, directly or not. */
  systems: steps,
  /** APIs through which the change reaches those that consume them. */
  consumedApis: steps,
  /** By the highest of the entities touched directly, and of the others; the more of the two counts. */
  criticality: z.strictObject({
    direct: z.partialRecord(criticalitySchema, points),
    indirect: z.partialRecord(criticalitySchema, points),
  }),
  /** By lifecycle, likewise. */
  lifecycle: z.strictObject({
    direct: z.record(z.string(), points),
    indirect: z.record(z.string(), points),
  }),
  category: z.partialRecord(changeCategorySchema, points),
  downtimeMinutes: steps,
  /** Of a rollback plan that nobody has tried. */
  untestedRollback: points,
  /** Points where fewer hours than these lie between now and the planned start. */
  leadTimeHours: z.array(
    z.strictObject({ below: z.number().positive(), points }),
  ),
  /** Those that the planned time touches; the one with the most points counts. */
  periods: z.array(periodSchema),
  /** Other changes of the same entities at the same time. */
  overlaps: steps,
  /** Changes of the same entities that failed in the last 90 days; one that succeeded with issues is half of one. */
  failures: steps,
  /** Incidents of the same entities in the last 90 days. */
  incidents: steps,
});

/** What the organisation's own closed changes say about the next one. */
export const learnedRiskSchema = z.strictObject({
  /** With fewer closed changes than these, history has no say. */
  minimumChanges: z.number().int().min(1),
  /** The level from a predicted rate of failure (0 to 1) on; below all of them it is low. */
  levels: z.array(
    z.strictObject({
      from: z.number().gt(0).lt(1),
      level: riskLevelSchema,
    }),
  ),
});

/** How risk is judged: the highest of all methods, and never below a floor (policy §3). */
export const riskRulesSchema = z.strictObject({
  /** IANA name of the zone in which hours and days are meant. */
  timeZone: z
    .string()
    .refine(IANAZone.isValidZone, 'must be a time zone such as Europe/Paris'),
  /** `matrix[likelihood - 1][impact - 1]` */
  matrix: z.array(z.array(riskLevelSchema).length(5)).length(5),
  questionnaire: z.array(riskQuestionSchema).min(1),
  measured: measuredRiskSchema,
  learned: learnedRiskSchema,
  /** At least this level where the condition holds. */
  rules: z.array(levelRuleSchema),
  /** As a rule, and not even an override goes below it. */
  floors: z.array(levelRuleSchema),
});

/** One question; its options go from least to most risky, and each adds its points to its dimension. */
export type RiskQuestion = z.output<typeof riskQuestionSchema>;
/** Hours of certain days of the week (1 is Monday); `to` is not part of it. */
export type Period = z.output<typeof periodSchema>;
/** What is counted and measured, and the points that each finding gives; what is not known gives none. */
export type MeasuredRisk = z.output<typeof measuredRiskSchema>;
/** What the organisation's own closed changes say about the next one. */
export type LearnedRisk = z.output<typeof learnedRiskSchema>;
/** How risk is judged: the highest of all methods, and never below a floor (policy §3). */
export type RiskRules = z.output<typeof riskRulesSchema>;
