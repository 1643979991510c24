import { RRuleTemporal } from 'rrule-temporal';
import { toText } from 'rrule-temporal/totext';
import { Temporal } from 'temporal-polyfill';

/** When something happens again and again: `start` (ISO 8601, UTC) says the first time, `rrule` (RFC 5545) the others. */
export interface Recurring {
  start: string;
  durationMinutes: number;
  rrule?: string;
  /** IANA name; the wall clock that the rule goes by. */
  timeZone: string;
}

/** A time from `start` until just before `end`, in milliseconds since 1970 (UTC). */
export interface Interval {
  start: number;
  end: number;
}

const minute = 60_000;
const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
/** Parts that would set another time of day than that of the start, or make a day hold many beginnings. */
const refusedParts = ['BYHOUR', 'BYMINUTE', 'BYSECOND', 'DTSTART', 'RSCALE'];

/**
 * The rule on a clock that never changes. What is right on it is the wall-clock time, which becomes an instant only
 * afterwards: a time that the clock skips moves on by as much as the clock, one that comes twice is the first of the two
 * (RFC 5545, 3.3.5).
 */
function ruleOf({ start, rrule, timeZone }: Recurring) {
  const zoned = Temporal.Instant.from(start).toZonedDateTimeISO(timeZone);
  const wallClock = zoned.toPlainDateTime().toZonedDateTime('UTC');
  const local = rrule!.replace(/UNTIL=(\d{8}T\d{6})Z/i, (_, until: string) => {
    const end = Temporal.PlainDateTime.from(until)
      .toZonedDateTime('UTC')
      .withTimeZone(timeZone)
      .toPlainDateTime();
    return `UNTIL=${end
      .toString({ smallestUnit: 'second' })
      .replace(/[-:]/g, '')}Z`;
  });
  return new RRuleTemporal({
    rruleString: local,
    dtstart: wallClock,
    temporal: Temporal,
  });
}

/** Why a rule cannot be used, in words; nothing where it can. */
export function findRecurrenceProblem(rrule: string): string | undefined {
  const parts = rrule.toUpperCase().split(';');
  const frequency = parts
    .find(part => part.startsWith('FREQ='))
    ?.slice('FREQ='.length);
  if (!frequency || !frequencies.includes(frequency)) {
    return `must be a rule of RFC 5545 with FREQ=${frequencies.join(', ')}`;
  }
  const refused = parts
    .map(part => part.split('=')[0])
    .filter(name => refusedParts.includes(name));
  if (refused.length) {
    return `must not have ${refused.join(
      ', ',
    )}: the time of day is that of start`;
  }
  try {
    const rule = ruleOf({
      start: '2026-01-01T00:00:00Z',
      durationMinutes: 1,
      rrule,
      timeZone: 'UTC',
    });
    rule.next(new Date('2026-01-01T00:00:00Z'), true);
    return undefined;
  } catch (error) {
    return `is not a rule of RFC 5545: ${(error as Error).message}`;
  }
}

/** The rule as a person would say it: `every week on Saturday`. */
export function recurrenceInWords(recurring: Recurring): string | undefined {
  return recurring.rrule
    ? toText(ruleOf(recurring), 'en', { excludeTzAbbreviation: true })
    : undefined;
}

/** Every time that touches the span from `from` until just before `to`, in order; `from < to`, both as in {@link Interval}. */
export function occurrencesBetween(
  recurring: Recurring,
  { start: from, end: to }: Interval,
): Interval[] {
  const { start, durationMinutes, rrule, timeZone } = recurring;
  const length = durationMinutes * minute;
  if (!rrule) {
    const begin = Date.parse(start);
    const once = { start: begin, end: begin + length };
    return once.start < to && once.end > from ? [once] : [];
  }
  // A wall clock is at most a day away from UTC.
  const slack = 24 * 60 * minute;
  return ruleOf(recurring)
    .between(new Date(from - length - slack), new Date(to + slack), true)
    .map(wallClock => {
      const begin = wallClock
        .toPlainDateTime()
        .toZonedDateTime(timeZone).epochMilliseconds;
      return { start: begin, end: begin + length };
    })
    .filter(({ start: begin, end }) => begin < to && end > from);
}
