import { z } from 'zod';
import {
  digestText,
  entityRef,
  longText,
  minutes,
  optionalLongText,
  optionalShortText,
  shortText,
  time,
  webUrl,
} from './primitives';
import {
  closeCodeSchema,
  decisionKindSchema,
  outcomeSchema,
  riskLevelSchema,
} from './words';

const revision = z.number().int().positive().optional();

/** A step that needs nothing but the person who takes it. */
export const stepSchema = z.strictObject({ revision });

/** The statement of an entity's owner on clients and data (policy §8). */
export const assessmentInputSchema = z.strictObject({
  revision,
  entityRef,
  impactOnClients: optionalLongText,
  impactOnData: optionalLongText,
  objection: z.boolean().default(false),
  comment: optionalLongText.default(''),
});

/** `contentRevision` names what the person saw; a stale one is refused. */
export const decisionInputSchema = z
  .strictObject({
    revision,
    decision: decisionKindSchema,
    comment: optionalLongText.default(''),
    requirementId: z.string().max(320).optional(),
    contentRevision: z.number().int().positive().optional(),
  })
  .superRefine((value, context) => {
    if (value.decision !== 'approve' && value.comment === '') {
      context.addIssue({
        code: 'custom',
        path: ['comment'],
        message: 'must say why, unless you approve',
      });
    }
  });

/** What an override of the change manager may waive when a change is scheduled and when it starts. */
export const waivable = [
  'time',
  'notice',
  'window',
  'freeze',
  'conflicts',
  'test-evidence',
  'rehearsal',
] as const;
/** What an override of the change manager may waive when a change is scheduled and when it starts. */
export type Waivable = (typeof waivable)[number];

/** What an override waives unless it says otherwise: everything about the time, and nothing about the change itself. */
const aboutTime: Waivable[] = [
  'time',
  'notice',
  'window',
  'freeze',
  'conflicts',
];

/** The slot that the change manager agrees. */
export const scheduleInputSchema = z
  .strictObject({
    revision,
    plannedStart: time,
    plannedEnd: time,
    override: z
      .strictObject({
        reason: shortText,
        waives: z.array(z.enum(waivable)).default(aboutTime),
      })
      .optional(),
  })
  .superRefine((value, context) => {
    if (value.plannedEnd <= value.plannedStart) {
      context.addIssue({
        code: 'custom',
        path: ['plannedEnd'],
        message: 'must be after plannedStart',
      });
    }
  });

/** Evidence that the change was tried somewhere (policy §4). */
export const testResultInputSchema = z.strictObject({
  revision,
  environment: shortText.max(64).transform(name => name.toLowerCase()),
  outcome: z.enum(['passed', 'failed']),
  evidenceUrl: webUrl.optional(),
  /** What was tested, as `sha256:…`; where it is given, nothing else may go to production. */
  artifactDigest: digestText.optional(),
  notes: optionalLongText.default(''),
});

/** An entry of the execution log (policy §4); `occurredAt` is for entries written down later. */
export const logInputSchema = z.strictObject({
  revision,
  kind: shortText.max(64).default('step'),
  summary: shortText,
  whatChanged: longText,
  justification: optionalLongText.optional(),
  result: optionalLongText.optional(),
  occurredAt: time.optional(),
  /** The id of the entry that this one corrects. */
  corrects: shortText.max(64).optional(),
  passedPointOfNoReturn: z.boolean().optional(),
});

export const completeInputSchema = z.strictObject({
  revision,
  outcome: outcomeSchema,
  result: longText,
  actualDowntimeMinutes: minutes.optional(),
});

/**
 * The end of a rollback: in one step, which needs a reason, or of one that was started and whose steps are all done or
 * skipped. `actualDowntimeMinutes` is that of the whole change.
 */
export const rollbackInputSchema = z.strictObject({
  revision,
  reason: longText.optional(),
  result: optionalLongText.optional(),
  actualDowntimeMinutes: minutes.optional(),
});

/** The post-implementation review (policy §5). */
export const reviewInputSchema = z.strictObject({
  revision,
  summary: longText,
  rootCause: optionalLongText.optional(),
  lessons: optionalLongText.optional(),
  actionItems: z.array(optionalShortText).max(50).default([]),
});

export const closeInputSchema = z.strictObject({
  revision,
  closeCode: closeCodeSchema,
  summary: longText,
});

/** A step with a reason that may be left out. */
export const reasonedStepSchema = z.strictObject({
  revision,
  reason: optionalLongText.optional(),
});

/** A change that a freeze holds is released only with a reason: that is its exemption from the freeze. */
export const releaseInputSchema = reasonedStepSchema;

/** A step that must give its reason. */
export const holdInputSchema = z.strictObject({ revision, reason: longText });

export const commentInputSchema = z.strictObject({ revision, text: longText });

/** The level that the change manager sets in the place of the assessed one. */
export const overrideRiskInputSchema = z.strictObject({
  revision,
  level: riskLevelSchema,
  reason: longText,
});
