import { z } from 'zod';
import { changeQuerySchema, pageOf } from './lists';
import { entityRef, longText } from './primitives';

const timestamp = z.iso.datetime();
const ref = z.string();

/** Body of `POST /legal-holds`: on one change, or on all that touch an entity or a part of a system. */
export const legalHoldFormSchema = z
  .strictObject({
    entityRef: entityRef.optional(),
    changeId: z
      .string()
      .regex(/^CHG-[1-9]\d{0,8}$/i, 'must be the id of a change')
      .transform(id => id.toUpperCase())
      .optional(),
    reason: longText,
  })
  .superRefine((form, context) => {
    if ((form.entityRef === undefined) === (form.changeId === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['entityRef'],
        message: 'must be given, or changeId, and not both',
      });
    }
  });

/** Body of `POST /legal-holds/{id}/release`. */
export const releaseHoldSchema = z.strictObject({ reason: longText });

/** What must not be purged, whatever its age. */
export const legalHoldSchema = z.object({
  id: z.string(),
  entityRef: ref.optional(),
  changeId: z.string().optional(),
  reason: z.string(),
  placedBy: ref,
  placedAt: timestamp,
  release: z.object({ by: ref, at: timestamp, reason: z.string() }).optional(),
});

/** Query of `GET /legal-holds`, the latest first. */
export const legalHoldQuerySchema = z.strictObject({
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

export const legalHoldPageSchema = pageOf(legalHoldSchema);

/** See {@link LegalHoldFormInput}, read. */
export type LegalHoldForm = z.output<typeof legalHoldFormSchema>;
/** What is to be held: a change, or all changes of an entity; and why. */
export type LegalHoldFormInput = z.input<typeof legalHoldFormSchema>;
/** A hold, which keeps the content of changes from being purged until it is released. */
export type LegalHold = z.output<typeof legalHoldSchema>;
/** What `GET /legal-holds` may be asked for. */
export type LegalHoldQuery = z.output<typeof legalHoldQuerySchema>;
