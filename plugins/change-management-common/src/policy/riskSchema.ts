import { z } from 'zod';
import { riskLevelSchema } from '../contract/words';
import { conditionSchema } from './conditions';

const id = z.string().min(1).max(64);

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

/** How risk is judged: the highest of all methods, and never below a floor (policy §3). */
export const riskRulesSchema = z.strictObject({
  /** `matrix[likelihood - 1][impact - 1]` */
  matrix: z.array(z.array(riskLevelSchema).length(5)).length(5),
  questionnaire: z.array(riskQuestionSchema).min(1),
  /** At least this level where the condition holds. */
  rules: z.array(levelRuleSchema),
  /** As a rule, and not even an override goes below it. */
  floors: z.array(levelRuleSchema),
});

/** See {@link riskQuestionSchema}. */
export type RiskQuestion = z.output<typeof riskQuestionSchema>;
/** See {@link riskRulesSchema}. */
export type RiskRules = z.output<typeof riskRulesSchema>;
