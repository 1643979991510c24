import { IANAZone } from 'luxon';
import { z } from 'zod';
import { conditionSchema } from '../policy/conditions';
import { findRecurrenceProblem } from '../schedule/recurrence';
import { changePageSchema, changeQuerySchema, several } from './lists';
import { minutes, shortText, time, titleText } from './primitives';
import { recordEventSchema } from './records';

/** A maintenance window says when changes may be carried out, a freeze when they may not; the freeze beats the window. */
export const windowKinds = ['maintenance', 'freeze'] as const;
/** A draft binds nobody yet; a retired window no longer does. */
export const windowStatuses = ['draft', 'approved', 'retired'] as const;
/** What may be done with a window. */
export const windowActions = ['edit', 'approve', 'retire'] as const;

export const windowKindSchema = z.enum(windowKinds);
export const windowStatusSchema = z.enum(windowStatuses);
export const windowActionSchema = z.enum(windowActions);

const timestamp = z.iso.datetime();
const ref = z.string();

/** A rule of RFC 5545 without `DTSTART`, such as `FREQ=WEEKLY;BYDAY=SA`; by the day or slower. */
const recurrenceRule = z
  .string()
  .trim()
  .max(500)
  .transform(value => value.replace(/^RRULE:/i, ''))
  .superRefine((value, context) => {
    const problem = findRecurrenceProblem(value);
    if (problem) {
      context.addIssue({ code: 'custom', message: problem });
    }
  });

/** What a window is made of. */
export const newWindowFields = {
  kind: windowKindSchema,
  title: titleText,
  reason: shortText,
  start: time,
  durationMinutes: minutes.min(1, 'must be at least a minute'),
  rrule: recurrenceRule.optional(),
  timeZone: z
    .string()
    .refine(
      IANAZone.isValidZone,
      'must be a time zone such as Africa/Casablanca',
    ),
  scope: conditionSchema,
};

/** A predicate may also be a bare value, which no entity is. */
function checkScope({ scope }: { scope?: unknown }, context: z.RefinementCtx) {
  if (scope !== undefined && (typeof scope !== 'object' || scope === null)) {
    context.addIssue({
      code: 'custom',
      path: ['scope'],
      message: 'must be a predicate over an entity; {} is about all',
    });
  }
}

/**
 * Body of `POST /windows`. A recurring window begins at the wall-clock time that `start` has in its time zone, whatever
 * the clock does there. `scope` is a filter predicate over one entity,
 * `{ entityRef, kind, type, tags, owners, system, memberOf, lifecycle, criticality }`; `memberOf` has every system and
 * domain that it is part of, directly or not.
 */
export const windowFormSchema = z
  .strictObject({
    ...newWindowFields,
    /** Whoever may not approve windows can propose one as a draft. */
    status: z.enum(['draft', 'approved']).default('approved'),
  })
  .superRefine(checkScope);

/** What may be altered of a window. An empty `rrule` makes it a one-off. */
export const windowFields = {
  title: newWindowFields.title.optional(),
  reason: newWindowFields.reason.optional(),
  start: newWindowFields.start.optional(),
  durationMinutes: newWindowFields.durationMinutes.optional(),
  rrule: z.union([z.literal(''), recurrenceRule]).optional(),
  timeZone: newWindowFields.timeZone.optional(),
  scope: newWindowFields.scope.optional(),
};

/** Body of `PATCH /windows/{id}`; `status: approved` puts a draft in force. */
export const windowPatchSchema = z
  .strictObject({
    revision: z.number().int().positive(),
    ...windowFields,
    status: z.literal('approved').optional(),
  })
  .superRefine(checkScope);

/** One time at which a window is open, or a freeze in force. */
export const occurrenceSchema = z.object({
  windowId: z.string(),
  kind: windowKindSchema,
  status: windowStatusSchema,
  title: z.string(),
  reason: z.string(),
  start: timestamp,
  end: timestamp,
});

export const windowSchema = z.object({
  id: z.string(),
  kind: windowKindSchema,
  status: windowStatusSchema,
  title: z.string(),
  reason: z.string(),
  start: timestamp,
  durationMinutes: z.number().int(),
  rrule: z.string().optional(),
  timeZone: z.string(),
  scope: conditionSchema,
  /** When it recurs, as a person would say it. */
  recurrence: z.string().optional(),
  /** The next time, or the one that goes on. */
  next: z.object({ start: timestamp, end: timestamp }).optional(),
  createdBy: ref,
  createdAt: timestamp,
  updatedAt: timestamp,
  approvedBy: ref.optional(),
  approvedAt: timestamp.optional(),
  retiredBy: ref.optional(),
  retiredAt: timestamp.optional(),
  revision: z.number().int(),
  allowedActions: z.array(windowActionSchema),
});

/** One window with everything that happened to it. */
export const windowWithHistorySchema = windowSchema.extend({
  history: z.array(recordEventSchema),
});

/** Query of `GET /windows`, newest first; without `status`, those that are not retired. */
export const windowQuerySchema = z.strictObject({
  kind: several(windowKindSchema).optional(),
  status: several(windowStatusSchema).optional(),
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

export const windowPageSchema = changePageSchema.extend({
  items: z.array(windowSchema),
});

/** See {@link windowKinds}. */
export type WindowKind = (typeof windowKinds)[number];
/** A draft binds nobody yet; a retired window no longer does. */
export type WindowStatus = (typeof windowStatuses)[number];
/** What may be done with a window. */
export type WindowAction = (typeof windowActions)[number];
/** A window to make, as parsed. */
export type WindowForm = z.output<typeof windowFormSchema>;
/** A window to make, as sent. */
export type WindowFormInput = z.input<typeof windowFormSchema>;
/** An edit of a window, as parsed. */
export type WindowPatch = z.output<typeof windowPatchSchema>;
/** An edit of a window, as sent. */
export type WindowPatchInput = z.input<typeof windowPatchSchema>;
/** A time at which a window is open, or a freeze holds. */
export type WindowOccurrence = z.output<typeof occurrenceSchema>;
/** A maintenance window or a freeze, its next times, and what the caller may do (policy §3.3a). */
export type WindowView = z.output<typeof windowSchema>;
/** A window with its audit trail. */
export type WindowWithHistory = z.output<typeof windowWithHistorySchema>;
/** See {@link WindowQueryInput}, read. */
export type WindowQuery = z.output<typeof windowQuerySchema>;
/** What `GET /windows` may be asked for. */
export type WindowQueryInput = z.input<typeof windowQuerySchema>;
