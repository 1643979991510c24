import { z } from 'zod';
import { entityRef, personRef, shortText, time } from './primitives';

/** How many grants, and how many revocations, one change may carry. */
export const ACCESS_LIMIT = 100;

const timestamp = z.iso.datetime();
const ref = z.string();

/** A user, a group, or the name of a service, such as `external:reporting`. */
export const principalText = shortText
  .max(255, 'must have at most 255 characters')
  .refine(value => !/\s/.test(value), { message: 'must not contain spaces' })
  .transform((value, context) => {
    if (!/^(user|group):/i.test(value)) {
      return value;
    }
    const parsed = personRef.safeParse(value);
    if (!parsed.success) {
      context.addIssue({
        code: 'custom',
        message: 'must be a user, a group, or the name of a service',
      });
      return z.NEVER;
    }
    return parsed.data;
  });

/** What may be done, in the words of the system that grants it: `db:read`. */
export const permissionText = shortText.max(
  200,
  'must have at most 200 characters',
);

const triple = {
  principal: principalText,
  entityRef,
  permission: permissionText,
};

/** A grant ends after it has begun. */
export function checkSpan(
  { from, until }: { from?: string; until?: string },
  context: z.RefinementCtx,
) {
  if (from && until && until <= from) {
    context.addIssue({
      code: 'custom',
      path: ['until'],
      message: 'must be after from',
    });
  }
}

/** What is granted, and for how long. */
export const accessRequestSchema = z
  .strictObject({
    ...triple,
    /** From the moment at which it is granted, unless it begins later. */
    from: time.optional(),
    /** Excluded; without it the grant does not expire. */
    until: time.optional(),
  })
  .superRefine(checkSpan);

const revocation = z.strictObject(triple);

/** One key for each principal, entity and permission. */
export function accessKey({
  principal,
  entityRef: entity,
  permission,
}: {
  principal: string;
  entityRef: string;
  permission: string;
}): string {
  return JSON.stringify([principal, entity, permission]);
}

function listOf<T extends z.ZodType<z.output<typeof revocation>>>(item: T) {
  return z
    .array(item)
    .max(ACCESS_LIMIT, `must have at most ${ACCESS_LIMIT} entries`)
    .default([])
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      entries.forEach((entry, index) => {
        if (seen.has(accessKey(entry))) {
          context.addIssue({
            code: 'custom',
            path: [index],
            message: 'is there already',
          });
        }
        seen.add(accessKey(entry));
      });
    });
}

/** The access that a change grants and revokes (policy §6); revocations come first. */
export const accessListSchema = z.strictObject({
  grants: listOf(accessRequestSchema),
  revocations: listOf(revocation),
});

/** What is said of a list in a change of another category. */
export const accessElsewhere =
  'may be given only in a change of category access';

/** Only changes of category `access` grant and revoke access (policy §6). */
export function mayCarryAccess({
  category,
  access,
}: {
  category?: string | null;
  access?: z.output<typeof accessListSchema> | null;
}): boolean {
  return category === 'access' || !carriesAccess({ access });
}

/** Whether there is anything in the list of a change. */
export function carriesAccess({
  access,
}: {
  access?: z.output<typeof accessListSchema> | null;
}): boolean {
  return !!access && access.grants.length + access.revocations.length > 0;
}

/** One alteration of the ledger by a change; `id` is that of the grant. */
export const accessActSchema = z.object({
  /** Access that is renewed after its end is revoked, too, as the new grant takes its place. */
  type: z.enum(['granted', 'extended', 'revoked']),
  id: z.string(),
  principal: z.string(),
  entityRef: ref,
  permission: z.string(),
  from: timestamp,
  /** As it is after the act. */
  until: timestamp.optional(),
  /** Where it was extended or cut back, its end before. */
  previousUntil: timestamp.optional(),
});

/** The access that a change grants and revokes (policy §6); revocations come first. */
export type AccessList = z.output<typeof accessListSchema>;
/** A grant that a change asks for. */
export type AccessRequest = AccessList['grants'][number];
/** A revocation that a change asks for. */
export type AccessRevocation = AccessList['revocations'][number];
/** One alteration of the ledger by a change; `id` is that of the grant. */
export type AccessAct = z.output<typeof accessActSchema>;
