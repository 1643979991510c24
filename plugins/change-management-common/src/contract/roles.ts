import { z } from 'zod';
import { roleSchema } from './words';

/** Most holders that the register lists for a role, and most people that it lists as holding several. */
export const HOLDERS_LISTED = 1_000;

/** How somebody comes by a role: from the entry of the configuration down to the person, both included. */
const via = z.array(z.string()).min(1);

/** A role with the users and groups that the configuration names for it, and everybody behind them (policy §8). */
export const roleRegisterEntrySchema = z.object({
  role: roleSchema,
  /** Users and groups as configured; `exists` says whether the catalog knows them, `holders` how many users are behind. */
  entries: z.array(
    z.object({
      ref: z.string(),
      exists: z.boolean(),
      holders: z.number().int(),
    }),
  ),
  /** By name, up to {@link HOLDERS_LISTED}. */
  holders: z.array(z.object({ userRef: z.string(), via: z.array(via) })),
  holderCount: z.number().int(),
  /** Nobody holds it. */
  vacant: z.boolean(),
});

/** Who holds which role through which group, and who holds several. */
export const roleRegisterSchema = z.object({
  items: z.array(roleRegisterEntrySchema),
  /** By name, up to {@link HOLDERS_LISTED}. */
  several: z.array(
    z.object({
      userRef: z.string(),
      roles: z.array(roleSchema),
      /** Roles of which one watches over the other. */
      conflicting: z.boolean(),
    }),
  ),
});

/** A role with the users and groups that the configuration names for it, and everybody behind them (policy §8). */
export type RoleRegisterEntry = z.output<typeof roleRegisterEntrySchema>;
/** Who holds which role through which group, and who holds several. */
export type RoleRegisterView = z.output<typeof roleRegisterSchema>;
