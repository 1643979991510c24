import { z } from 'zod';
import {
  auditEventSchema,
  changeSummarySchema,
  commentSchema,
  logEntrySchema,
} from './change';
import { heldRoleSchema } from './judgement';
import { entityRef, personRef, searchText, time } from './primitives';
import {
  changeCategorySchema,
  changeStateSchema,
  changeTypeSchema,
  closeCodeSchema,
  riskLevelSchema,
  waitedForSchema,
} from './words';

/** Query parameters repeat or hold commas: `state=draft&state=review` and `state=draft,review` mean the same. */
export function several<T extends z.ZodType<string, string>>(item: T) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform(value =>
      (Array.isArray(value) ? value : [value])
        .flatMap(part => part.split(','))
        .filter(part => part !== ''),
    )
    .pipe(z.array(item).min(1, 'must not be empty').max(50));
}

/** Fields that a list may be ordered by. */
export const orderFields = [
  'createdAt',
  'updatedAt',
  'plannedStart',
  'closedAt',
  'riskScore',
] as const;

/** Figures of `/metrics` whose changes no other filter finds. */
export const changeFigureNames = [
  'completed',
  'changesWithDowntime',
  'failures',
  'restored',
  'rework',
  'emergenciesWithoutIncident',
  'emergenciesDocumentedLate',
] as const;

/** Of several: those that belong to none. */
const none = z.literal('none');

/** Of what belongs to entities: who owns them now, and the systems that they were part of; figures tell it apart by these. */
export const groupFilters = {
  team: several(z.union([personRef, none])).optional(),
  system: several(z.union([entityRef, none])).optional(),
};

/** The categories of changes, or none. */
export const categoryFilter = several(
  z.union([changeCategorySchema, none]),
).optional();

const limit = z.coerce
  .number()
  .int()
  .min(1, 'must be at least 1')
  .max(200, 'must be at most 200')
  .default(20);

const cursor = z.string().max(2_000).optional();

/**
 * Query of `GET /changes`. `from` and `to` bound the planned time, or the creation of a change without one; `createdFrom`
 * bounds the request, `startedFrom` and `startedTo` (which is not included) the start of the implementation, `closedFrom` the end, whether closed, rejected or
 * canceled, `decidedFrom` and `decidedTo` (which is not included) when somebody decided. `owner` owns an entity that is touched directly. A participant is the requester, the
 * implementer, or a member of the implementing group.
 */
export const changeQuerySchema = z.strictObject({
  state: several(changeStateSchema).optional(),
  type: several(changeTypeSchema).optional(),
  category: categoryFilter,
  riskLevel: several(riskLevelSchema).optional(),
  closeCode: several(closeCodeSchema).optional(),
  requestedBy: z.union([z.literal('me'), entityRef]).optional(),
  implementer: z.union([z.literal('me'), entityRef]).optional(),
  participant: z.literal('me').optional(),
  entityRef: several(entityRef).optional(),
  scope: z.enum(['self', 'members', 'dependencies']).default('self'),
  from: time.optional(),
  to: time.optional(),
  /** Owners of an entity that the change touches directly. */
  owner: several(z.union([personRef, none])).optional(),
  /** Systems that an affected entity was part of when the form was last judged. */
  system: several(z.union([entityRef, none])).optional(),
  /** Requested or implemented by the caller, touching what they own, or waiting for them. */
  mine: z.literal('true').optional(),
  createdFrom: time.optional(),
  startedFrom: time.optional(),
  startedTo: time.optional(),
  closedFrom: time.optional(),
  /** Somebody decided on it as this, or an owner assessed it, for the first time, as the figures of waiting count it. */
  decidedAs: waitedForSchema.optional(),
  /** How risky it was when they did; `none` where that was not known. */
  decidedAtRisk: z.union([riskLevelSchema, none]).optional(),
  decidedFrom: time.optional(),
  decidedTo: time.optional(),
  q: searchText.optional(),
  needsDecisionFrom: z.literal('me').optional(),
  /** Emergencies that name one of these incidents: by key, or by what its source calls it. */
  incidentRef: several(searchText.min(1)).optional(),
  /** Of those that were started: whether anything is written down in the execution log. */
  workLogged: z.enum(['true', 'false']).optional(),
  /** Of those that were started: what this figure of `/metrics` counts. */
  figure: z.enum(changeFigureNames).optional(),
  orderBy: z
    .string()
    .regex(
      new RegExp(`^(${orderFields.join('|')})(,(asc|desc))?$`),
      `must be one of ${orderFields.join(', ')}, then ,asc or ,desc`,
    )
    .default('createdAt,desc'),
  limit,
  cursor,
  totalItems: z.enum(['include', 'exclude']).default('exclude'),
});

/** Query of a list inside one change. */
export const pageQuerySchema = z.strictObject({
  limit: limit.default(200),
  cursor,
});

/** One page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    pageInfo: z.object({
      nextCursor: z.string().optional(),
      prevCursor: z.string().optional(),
    }),
    totalItems: z.number().int().optional(),
  });
}

export const changePageSchema = pageOf(changeSummarySchema);
export const logPageSchema = pageOf(logEntrySchema);
export const commentPageSchema = pageOf(commentSchema);
export const auditPageSchema = pageOf(auditEventSchema);

/** Who the caller is, and through which entry of the configuration each role comes. */
export const meSchema = z.object({
  userRef: z.string(),
  ownership: z.array(z.string()),
  roles: z.array(heldRoleSchema),
  /** Absent people for whom the caller may act. */
  actsFor: z
    .array(z.object({ userRef: z.string(), ownership: z.array(z.string()) }))
    .optional(),
});

/**
 * Figures of an entity over the last 90 days, counted by the date of closing, except for what was created. `since` is the
 * moment from which they count: `createdFrom` and `closedFrom` of a list with it give the very changes that were counted.
 */
export const entityMetricsSchema = z.object({
  days: z.number().int(),
  since: z.iso.datetime(),
  created: z.number().int(),
  closed: z.number().int(),
  successful: z.number().int(),
  rolledBack: z.number().int(),
  emergencies: z.number().int(),
  successRate: z.number().optional(),
  medianLeadTimeHours: z.number().optional(),
});

/** What an entity's card and tab show first; each list holds at most ten. */
export const entitySummarySchema = z.object({
  upcoming: z.array(changeSummarySchema),
  inProgress: z.array(changeSummarySchema),
  recent: z.array(changeSummarySchema),
  metrics: entityMetricsSchema,
});

/** An error, as Backstage renders it; `fields` names every bad field of a 400. */
export const errorSchema = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    fields: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional(),
  }),
});

/** See {@link ChangeQueryInput}, read. */
export type ChangeQuery = z.output<typeof changeQuerySchema>;
/** See {@link changeFigureNames}. */
export type ChangeFigureName = (typeof changeFigureNames)[number];
/** What `GET /changes` may be asked for. */
export type ChangeQueryInput = z.input<typeof changeQuerySchema>;
/** A page of a list; `totalItems` is there where it was asked for. */
export type Page<T> = {
  items: T[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
  totalItems?: number;
};
/** Who is asking, which roles they hold, and by what. */
export type Me = z.output<typeof meSchema>;
/** Figures of an entity over the last 90 days, counted by the date of closing, except for what was created. */
export type EntityMetrics = z.output<typeof entityMetricsSchema>;
/** What goes on with an entity: now, next, last, and its figures; `GET /entities/{kind}/{namespace}/{name}/summary` answers it. */
export type EntitySummary = z.output<typeof entitySummarySchema>;
