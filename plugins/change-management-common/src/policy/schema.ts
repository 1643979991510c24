import { createZodV4FilterPredicateSchema } from '@backstage/filter-predicates';
import { z } from 'zod';
import {
  changeTypeSchema,
  closeCodeSchema,
  riskLevelSchema,
  roleSchema,
} from '../contract/words';

const id = z.string().max(64);

/** A condition, in the language of `@backstage/filter-predicates`. */
export const conditionSchema = createZodV4FilterPredicateSchema();

/** One question; its options go from least to most risky, and each adds its points to its dimension. */
export const riskQuestionSchema = z.object({
  id,
  dimension: z.enum(['likelihood', 'impact']),
  question: z.string(),
  options: z.array(
    z.object({ id, label: z.string(), points: z.number().int().min(0) }),
  ),
});

/**
 * The rules by which changes are judged, as data. Conditions are filter predicates over
 * `{ change: { type, category, expectedDowntimeMinutes }, risk: { level }, entities: { tags } }`.
 */
export const policySchema = z.object({
  version: z.string(),
  effectiveDate: z.iso.date(),
  approvedBy: z.string(),
  mandatoryFields: z.array(
    z.object({
      path: z.string(),
      message: z.string(),
      clause: z.string(),
    }),
  ),
  risk: z.object({
    /** `matrix[likelihood - 1][impact - 1]` */
    matrix: z.array(z.array(riskLevelSchema).length(5)).length(5),
    questionnaire: z.array(riskQuestionSchema),
  }),
  approvalRules: z.array(
    z.object({
      id,
      roles: z.array(roleSchema).min(1),
      rule: z.string(),
      clause: z.string(),
      when: conditionSchema.optional(),
    }),
  ),
  assessment: z.object({
    types: z.array(changeTypeSchema),
    clause: z.string(),
  }),
  testEvidence: z.object({
    types: z.array(changeTypeSchema),
    productionEnvironments: z.array(z.string()),
    clause: z.string(),
  }),
  review: z.object({
    types: z.array(changeTypeSchema),
    closeCodes: z.array(closeCodeSchema),
    clause: z.string(),
  }),
});

export type Policy = z.output<typeof policySchema>;
export type RiskQuestion = z.output<typeof riskQuestionSchema>;
