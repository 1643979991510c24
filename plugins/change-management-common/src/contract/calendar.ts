import { z } from 'zod';
import { changePageSchema, changeQuerySchema } from './lists';
import { titleText } from './primitives';

/** Calendar feeds that one person may have at once. */
export const CALENDAR_TOKENS = 10;
/** Changes in a calendar feed at most; those nearest to now come first. */
export const CALENDAR_CHANGES = 1_000;
/** Days back for which a calendar feed shows changes. */
export const CALENDAR_DAYS_BACK = 30;
/** Days ahead for which a calendar feed shows changes. */
export const CALENDAR_DAYS_AHEAD = 365;

const { state, type, riskLevel, entityRef, scope, mine } =
  changeQuerySchema.shape;

/**
 * Which changes a calendar feed shows; each means the same as in `GET /changes`. `mine` are those that the owner of the feed
 * requested or implements, whose entities they own, or that wait for them.
 */
export const calendarFiltersSchema = z.strictObject({
  state,
  type,
  riskLevel,
  entityRef,
  scope,
  mine,
});

/** Query of `GET /schedule.ics`; the token stands for the person who made it. */
export const calendarFeedQuerySchema = calendarFiltersSchema.extend({
  token: z.string().min(1, 'must not be empty').max(200),
});

/** Body of `POST /calendar-tokens`; the filters become part of the address and may be changed there. */
export const calendarTokenInputSchema = z.strictObject({
  name: titleText.default('Changes'),
  filters: calendarFiltersSchema.optional(),
});

/** Body of `POST /calendar-tokens/{id}/revoke`. */
export const revokeCalendarTokenSchema = z.strictObject({});

/** A calendar feed of the caller, without what opens it. */
export const calendarTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** Exact to the hour. */
  lastUsedAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
});

/** The only answer with the token, and with the address that holds it: neither is stored. */
export const newCalendarTokenSchema = calendarTokenSchema.extend({
  token: z.string(),
  url: z.string(),
});

/** Those that are not revoked, the latest first; they are few, so that there is one page. */
export const calendarTokenPageSchema = changePageSchema.extend({
  items: z.array(calendarTokenSchema),
});

/** Filters of a calendar feed, as parsed. */
export type CalendarFilters = z.output<typeof calendarFiltersSchema>;
/** Filters of a calendar feed, as sent. */
export type CalendarFiltersInput = z.input<typeof calendarFiltersSchema>;
/** Query of a calendar feed, as parsed. */
export type CalendarFeedQuery = z.output<typeof calendarFeedQuerySchema>;
/** A calendar feed to make, as parsed. */
export type CalendarTokenForm = z.output<typeof calendarTokenInputSchema>;
/** A calendar feed to make, as sent. */
export type CalendarTokenInput = z.input<typeof calendarTokenInputSchema>;
/** A calendar feed of the caller, without what opens it. */
export type CalendarToken = z.output<typeof calendarTokenSchema>;
/** The only answer with the token, and with the address that holds it: neither is stored. */
export type NewCalendarToken = z.output<typeof newCalendarTokenSchema>;
