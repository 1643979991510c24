import { IANAZone } from 'luxon';
import { z } from 'zod';
import { roleSchema } from '../contract/words';

const days = z.number().int().min(0).max(366);
const dueDay = z.number().int().min(1).max(28);
/** Each of these roles signs, each by another person; an auditor only looks on (policy §8). */
const signOff = z
  .array(roleSchema.exclude(['auditor', 'implementer']))
  .min(1)
  .max(3);
const clause = z.string().min(1).max(16);

/** When reviews are due, who signs them off, and who is told that one is late (policy §7, §9). */
export const reviewRulesSchema = z.strictObject({
  /** IANA name; months, quarters and days are those of this zone. */
  timeZone: z
    .string()
    .refine(zone => IANAZone.isValidZone(zone), 'must be an IANA time zone')
    .default('UTC'),
  /** Of the log of a month, due on a day of the month after. */
  monthly: z.strictObject({
    dueDay,
    /** How many changes are drawn, at most. */
    sampleSize: z.number().int().min(1).max(200),
    signOff,
    clause,
  }),
  /** Of a quarter, due on a day of the month after. */
  quarterly: z.strictObject({ dueDay, signOff, clause }),
  /** Of the policy itself, counted from the last one, or from the effective date where that is later. */
  policy: z.strictObject({
    everyMonths: z.number().int().min(1).max(60),
    /** How long before it is due it is opened. */
    openDays: days,
    afterMajorIncidentDays: days.min(1),
    signOff,
    clause,
  }),
  /** Before a review or an action is due, whoever owes it is reminded. */
  remindDays: days,
  /** Who is told that one is overdue, and how long after it was due. */
  escalations: z
    .array(z.strictObject({ afterDays: days, to: z.array(roleSchema).min(1) }))
    .max(5),
});

/** When reviews are due, who signs them off, and who is told that one is late (policy §7, §9). */
export type ReviewRules = z.output<typeof reviewRulesSchema>;
