import { z } from 'zod';
import { accessElsewhere, accessListSchema, mayCarryAccess } from './access';
import {
  entityRef,
  isStorable,
  keyText,
  minutes,
  optionalLongText,
  personRef,
  shortText,
  time,
  titleText,
  webUrl,
  optionalShortText,
} from './primitives';
import {
  changeCategorySchema,
  changeTypeSchema,
  emergencyReasonSchema,
} from './words';

const longestInput = 10_000;

/** One step of a rollback plan, with whatever is known of it besides its text. */
export const rollbackStepSchema = z.strictObject({
  text: shortText,
  /** Who carries it out, where it is not the implementer. */
  owner: personRef.optional(),
  expectedMinutes: minutes.optional(),
  /** Once the implementation has got this far, going back is no longer safe. */
  pointOfNoReturn: z.boolean().optional(),
  /** What carries it out, and what it is told. */
  executor: z
    .strictObject({
      name: keyText.min(1, 'must not be empty'),
      input: z
        .record(keyText, z.unknown())
        .refine(input => JSON.stringify(input).length <= longestInput, {
          message: `must have at most ${longestInput} characters as JSON`,
        })
        .refine(isStorable, {
          message: 'contains a character that cannot be stored',
        })
        .optional(),
    })
    .optional(),
});

/** A step that is nothing but text is text, as it always was. */
function toPlanStep(
  step: string | z.output<typeof rollbackStepSchema>,
): string | z.output<typeof rollbackStepSchema> {
  if (typeof step === 'string') {
    return step;
  }
  const { pointOfNoReturn, ...rest } = step;
  const said = { ...rest, ...(pointOfNoReturn && { pointOfNoReturn }) };
  return Object.keys(said).length === 1 ? said.text : said;
}

/** How to undo the change. One string is read as one step a line. */
export const rollbackPlanSchema = z.object({
  steps: z
    .union([
      z.array(z.union([optionalShortText, rollbackStepSchema])).max(100),
      optionalLongText,
    ])
    .transform(value =>
      (typeof value === 'string'
        ? value.split('\n').map(line => line.trim())
        : value
      )
        .map(toPlanStep)
        .filter(step => step !== ''),
    ),
  estimatedMinutes: minutes.optional(),
  tested: z.boolean().default(false),
});

/** Answers to the policy's risk questionnaire, `{[questionId]: optionId}`. */
export const riskAnswersSchema = z.object({
  answers: z.record(keyText, keyText),
});

/** A reference to something elsewhere: a pull request, a ticket, an incident. */
export const linkSchema = z.object({ url: webUrl, title: optionalShortText });

/** Why an emergency could not wait (policy §5). */
export const emergencySchema = z.object({
  reason: emergencyReasonSchema,
  incidentRef: shortText,
  explanation: optionalLongText.default(''),
});

/** The version of a change model that a change is made from. */
export const changeModelRefSchema = z.strictObject({
  id: keyText,
  version: z.number().int().positive(),
});

const affectedEntities = z
  .array(entityRef)
  .min(1, 'must name at least one affected entity')
  .max(100, 'must name at most 100 affected entities')
  .transform(refs => [...new Set(refs)]);

const form = {
  type: changeTypeSchema,
  category: changeCategorySchema.optional(),
  title: titleText,
  description: optionalLongText.optional(),
  justification: optionalLongText.optional(),
  affectedEntities,
  implementationPlan: optionalLongText.optional(),
  testPlan: optionalLongText.optional(),
  rollbackPlan: rollbackPlanSchema.optional(),
  risk: riskAnswersSchema.optional(),
  plannedStart: time.optional(),
  plannedEnd: time.optional(),
  expectedDowntimeMinutes: minutes.optional(),
  implementer: personRef.optional(),
  links: z.array(linkSchema).max(50).optional(),
  emergency: emergencySchema.optional(),
  changeModel: changeModelRefSchema.optional(),
  /** Whether what pipelines report starts it and completes it (a change receipt). */
  followsDeployments: z.boolean().optional(),
  /** The access that a change of category `access` grants and revokes (policy §6). */
  access: accessListSchema.optional(),
};

function checkTimes(
  value: { plannedStart?: string | null; plannedEnd?: string | null },
  context: z.RefinementCtx,
) {
  if (
    value.plannedStart &&
    value.plannedEnd &&
    value.plannedEnd <= value.plannedStart
  ) {
    context.addIssue({
      code: 'custom',
      path: ['plannedEnd'],
      message: 'must be after plannedStart',
    });
  }
}

function checkForm(
  value: {
    category?: string;
    access?: z.output<typeof accessListSchema>;
    plannedStart?: string;
    plannedEnd?: string;
  },
  context: z.RefinementCtx,
) {
  checkTimes(value, context);
  if (!mayCarryAccess(value)) {
    context.addIssue({
      code: 'custom',
      path: ['access'],
      message: accessElsewhere,
    });
  }
}

/** Body of `POST /changes` and `POST /changes/preview`: the change request form (policy §3). */
export const changeFormSchema = z.strictObject(form).superRefine(checkForm);

/** A preview may be asked for before there is a title or an entity. */
export const previewFormSchema = z
  .strictObject({
    ...form,
    type: changeTypeSchema.default('normal'),
    title: optionalShortText.optional(),
    affectedEntities: z.array(entityRef).max(100).default([]),
  })
  .superRefine(checkForm);

const clearable = Object.fromEntries(
  Object.entries(form).map(([name, schema]) => [
    name,
    ['type', 'title', 'affectedEntities', 'implementer', 'links'].includes(name)
      ? (schema as z.ZodType).optional()
      : (schema as z.ZodType).nullable(),
  ]),
) as {
  [K in keyof typeof form]: K extends
    | 'type'
    | 'title'
    | 'affectedEntities'
    | 'implementer'
    | 'links'
    ? z.ZodOptional<(typeof form)[K]>
    : z.ZodNullable<(typeof form)[K]>;
};

/** Body of `PATCH /changes/{id}`: the fields to change; `null` clears one. */
export const changePatchSchema = z
  .strictObject({ ...clearable, revision: z.number().int().positive() })
  .superRefine(checkTimes);

/** The change request form, as parsed. */
export type ChangeForm = z.output<typeof changeFormSchema>;
/** The change request form, as sent. */
export type ChangeFormInput = z.input<typeof changeFormSchema>;
/** The form of a preview, as sent. */
export type PreviewFormInput = z.input<typeof previewFormSchema>;
/** The form of a preview, as parsed. */
export type PreviewForm = z.output<typeof previewFormSchema>;
/** An edit, as parsed. */
export type ChangePatch = z.output<typeof changePatchSchema>;
/** An edit, as sent. */
export type ChangePatchInput = z.input<typeof changePatchSchema>;
/** How to undo the change. One string is read as one step a line. */
export type RollbackPlan = z.output<typeof rollbackPlanSchema>;
/** One step of a rollback plan, with whatever is known of it besides its text. */
export type RollbackStep = z.output<typeof rollbackStepSchema>;
/** A reference to something elsewhere: a pull request, a ticket, an incident. */
export type Link = z.output<typeof linkSchema>;
/** The version of a change model that a change is made from. */
export type ChangeModelRef = z.output<typeof changeModelRefSchema>;
/** Why an emergency could not wait (policy §5). */
export type Emergency = z.output<typeof emergencySchema>;
