import { z } from 'zod';
import { changeSummarySchema, conflictSchema } from './change';
import { changeQuerySchema } from './lists';
import { entityRef, keyText, minutes, personRef, time } from './primitives';
import { occurrenceSchema, newWindowFields, windowFields } from './windows';

const timestamp = z.iso.datetime();

/** Days that one look at the schedule may span. */
export const SCHEDULE_DAYS = 100;
/** Changes that one look at the schedule shows at most. */
export const SCHEDULE_CHANGES = 1_000;

const { shape } = changeQuerySchema;

/**
 * Query of `GET /schedule`: what is planned, going on or done between `from` and `to`. `owner` finds changes of entities
 * that the group or user owns, `mine` those that the caller requested or implements, whose entities they own, or that wait for them.
 */
export const scheduleQuerySchema = z
  .strictObject({
    from: time,
    to: time,
    entityRef: shape.entityRef,
    scope: shape.scope,
    state: shape.state,
    type: shape.type,
    category: shape.category,
    riskLevel: shape.riskLevel,
    owner: shape.owner,
    mine: shape.mine,
  })
  .superRefine(({ from, to }, context) => {
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (!(days > 0 && days <= SCHEDULE_DAYS)) {
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: `must be after from, by ${SCHEDULE_DAYS} days at most`,
      });
    }
  });

/** A change in its time: the planned one, and the actual one beside it once there is one. */
export const scheduledChangeSchema = changeSummarySchema.extend({
  /** Still running although its planned end has passed; it is never cut off. */
  overrun: z.boolean(),
});

/** A conflict, and every change that it concerns. */
export const scheduleConflictSchema = conflictSchema.extend({
  changeIds: z.array(z.string()),
});

export const scheduleSchema = z.object({
  changes: z.array(scheduledChangeSchema),
  windows: z.array(occurrenceSchema),
  freezes: z.array(occurrenceSchema),
  conflicts: z.array(scheduleConflictSchema),
  /** There is more than is shown: ask for a shorter time or a narrower filter. */
  truncated: z.boolean(),
});

/**
 * Body of `POST /schedule/slots`: for a change, or for entities that one would touch. Slots begin after `from`, and after
 * the notice that the policy demands, and end before `until`, 90 days later unless said otherwise.
 */
export const slotsInputSchema = z
  .strictObject({
    changeId: keyText.optional(),
    affectedEntities: z.array(entityRef).min(1).max(100).optional(),
    implementer: personRef.optional(),
    durationMinutes: minutes.min(1, 'must be at least a minute').optional(),
    expectedDowntimeMinutes: minutes.optional(),
    from: time.optional(),
    until: time.optional(),
    limit: z.number().int().min(1).max(20).default(5),
  })
  .superRefine(({ changeId, affectedEntities, from, until }, context) => {
    if (!changeId && !affectedEntities) {
      context.addIssue({
        code: 'custom',
        path: ['affectedEntities'],
        message: 'must name the entities, unless changeId names a change',
      });
    }
    if (from && until && until <= from) {
      context.addIssue({
        code: 'custom',
        path: ['until'],
        message: 'must be after from',
      });
    }
  });

/** A time without any conflict for the change, its entities, and all that it reaches. */
export const freeSlotSchema = z.object({
  start: timestamp,
  end: timestamp,
  because: z.string(),
});

export const slotsSchema = z.object({
  durationMinutes: z.number().int(),
  items: z.array(freeSlotSchema),
  /** What keeps the change from earlier times, most of it first. */
  inTheWay: z.array(z.string()),
});

/** One move of a what-if: a change to another time, a window altered, put in force or retired, or a new window. */
export const moveSchema = z.union([
  z.strictObject({
    changeId: keyText,
    plannedStart: time,
    plannedEnd: time,
  }),
  z.strictObject({
    windowId: keyText,
    ...windowFields,
    status: z.enum(['approved', 'retired']).optional(),
  }),
  z.strictObject({ window: z.strictObject(newWindowFields) }),
]);

/** Body of `POST /schedule/simulate`. */
export const simulateInputSchema = z.strictObject({
  moves: z.array(moveSchema).min(1).max(100),
});

/** A change whose time would come with less notice than the policy demands (policy §3). */
export const shortNoticeSchema = z.object({
  changeId: z.string(),
  title: z.string(),
  neededHours: z.number(),
  givenHours: z.number(),
  text: z.string(),
});

/** A change that a freeze or window would newly stand against, and what would become of it. */
export const hitChangeSchema = z.object({
  changeId: z.string(),
  title: z.string(),
  state: changeSummarySchema.shape.state,
  plannedStart: timestamp,
  plannedEnd: timestamp,
  /** It would be put on hold. */
  held: z.boolean(),
  text: z.string(),
});

/** The difference that a set of moves would make; nothing of it is stored. */
export const simulationSchema = z.object({
  conflicts: z.object({
    gone: z.array(scheduleConflictSchema),
    new: z.array(scheduleConflictSchema),
  }),
  shortNotice: z.array(shortNoticeSchema),
  changesHit: z.array(hitChangeSchema),
});

/** See {@link ScheduleQueryInput}, read. */
export type ScheduleQuery = z.output<typeof scheduleQuerySchema>;
/** What `GET /schedule` may be asked for: a span of time, and filters. */
export type ScheduleQueryInput = z.input<typeof scheduleQuerySchema>;
/** A change in its time. */
export type ScheduledChange = z.output<typeof scheduledChangeSchema>;
/** Two changes, or a change and a freeze or window, that are in each other’s way, and by which path of the catalog. */
export type ScheduleConflict = z.output<typeof scheduleConflictSchema>;
/** Changes, windows, freezes and conflicts of a span of time; `GET /schedule` answers it. */
export type Schedule = z.output<typeof scheduleSchema>;
/** See {@link SlotsRequest}, read. */
export type SlotsInput = z.output<typeof slotsInputSchema>;
/** For which entities a time is sought, how long (minutes), and from when on. */
export type SlotsRequest = z.input<typeof slotsInputSchema>;
/** A time at which nothing is in the way. */
export type FreeSlot = z.output<typeof freeSlotSchema>;
/** The next free times. */
export type FreeSlots = z.output<typeof slotsSchema>;
/** Another time for a change, to be tried. */
export type Move = z.output<typeof moveSchema>;
/** Which moves are tried together. */
export type SimulateInput = z.input<typeof simulateInputSchema>;
/** A change that those concerned would hear of too late at its new time. */
export type ShortNotice = z.output<typeof shortNoticeSchema>;
export type HitChange = z.output<typeof hitChangeSchema>;
/** What conflicts moves would bring, and which they would settle. */
export type Simulation = z.output<typeof simulationSchema>;
