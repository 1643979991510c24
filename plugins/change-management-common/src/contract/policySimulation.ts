import { z } from 'zod';
import { policySchema } from '../policy/schema';
import { time } from './primitives';
import { riskLevelSchema, roleSchema } from './words';

/** Longest time that a simulation looks back, in months. */
export const SIMULATED_MONTHS = 24;

/**
 * Body of `POST /policies/simulate`: a stored version, or a document that is being written, over the changes submitted in
 * the last `months` (6 unless told otherwise), or between two times.
 */
export const simulatePolicySchema = z
  .strictObject({
    version: policySchema.shape.version.optional(),
    document: policySchema.optional(),
    months: z.number().int().min(1).max(SIMULATED_MONTHS).optional(),
    from: time.optional(),
    to: time.optional(),
  })
  .superRefine(({ version, document, months, from, to }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((version === undefined) === (document === undefined)) {
      refuse('version', 'must be given unless a document is, and only then');
    }
    if (months !== undefined && from !== undefined) {
      refuse('months', 'must not be given beside from');
    }
    if (from !== undefined && to !== undefined && from >= to) {
      refuse('to', 'must be after from');
    }
  });

const count = z.number().int().min(0);
/** Some of the changes that are counted, the latest first. */
const examples = z.array(z.object({ id: z.string(), title: z.string() }));

/** How the changes of a time would have fared under another version of the policy than the one in force. */
export const policySimulationSchema = z.object({
  version: z.string(),
  /** The version in force, with which it is compared. */
  against: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** How many changes were looked at: those of the time that the caller may read, the latest first. */
  changes: count,
  /** Whether that is all of them, or as many as there was room and time for. */
  complete: z.boolean(),
  /** When the earliest of them was requested. */
  reachedBackTo: z.iso.datetime().optional(),
  /** How many of them would have fared differently. */
  differing: count,
  /** Approvals that changes would have needed besides, or would not have needed, by rule. */
  approvals: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      roles: z.array(roleSchema),
      /** Owners or others by name are asked, too. */
      people: z.boolean(),
      added: count,
      removed: count,
      examples,
    }),
  ),
  /** How many approvals each role would have been asked for; `people` are owners and others asked by name. */
  load: z.array(
    z.object({
      who: z.union([roleSchema, z.literal('people')]),
      before: count,
      after: count,
    }),
  ),
  /** Steps that were taken and would have been refused as things were. */
  refused: z.array(
    z.object({
      step: z.enum(['submit', 'schedule', 'start']),
      /** The field, where one was missing. */
      path: z.string().optional(),
      reason: z.enum(['missing-field', 'notice', 'test', 'rehearsal']),
      message: z.string(),
      changes: count,
      examples,
    }),
  ),
  /** Levels of risk that would have been others; a level that could not be judged is missing. */
  risk: z.array(
    z.object({
      from: riskLevelSchema.optional(),
      to: riskLevelSchema.optional(),
      changes: count,
      examples,
    }),
  ),
  /** Statements of owners and reviews that would have been owed besides, or not. */
  owed: z.array(
    z.object({
      what: z.enum(['assessment', 'review']),
      added: count,
      removed: count,
      examples,
    }),
  ),
  /**
   * How long approvals would have taken: each approval takes as long as the median of those that the same roles gave at the
   * same risk, all of a change run side by side, and the slowest counts.
   */
  waiting: z.object({
    /** Median over the changes, in hours; missing where nothing was observed. */
    beforeHours: z.number().optional(),
    afterHours: z.number().optional(),
    /** Changes that both medians are of. */
    changes: count,
    /** Changes left out, as nobody who would have been asked has decided anything in this time. */
    unknown: count,
    observed: z.array(
      z.object({
        roles: z.array(roleSchema),
        people: z.boolean(),
        riskLevel: riskLevelSchema.optional(),
        decisions: count,
        medianHours: z.number(),
      }),
    ),
  }),
  /**
   * How well the past can be told again: changes for which their own policy comes to what was recorded, and others, of
   * which not all that was known then is known now.
   */
  replay: z.object({ asRecorded: count, otherwise: count }),
});

/**
 * Body of `POST /policies/simulate`: a stored version, or a document that is being written, over the changes submitted in
 * the last `months` (6 unless told otherwise), or between two times.
 */
export type SimulatePolicy = z.output<typeof simulatePolicySchema>;
/** How the changes of a time would have fared under another version of the policy than the one in force. */
export type PolicySimulation = z.output<typeof policySimulationSchema>;
