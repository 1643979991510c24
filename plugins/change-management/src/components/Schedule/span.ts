import { DateTime } from 'luxon';

/** Ways to look at the schedule. */
export const scheduleViews = ['month', 'week', 'day', 'list'] as const;
/** One of {@link scheduleViews}. */
export type ScheduleView = (typeof scheduleViews)[number];

/** How many days the list shows from its first one on. */
const LIST_DAYS = 28;

const steps = {
  month: { months: 1 },
  week: { weeks: 1 },
  day: { days: 1 },
  list: { days: LIST_DAYS },
} as const;

/** What a view shows of the days around one, `2026-11-28`: from the first moment of a day until before that of another. */
export interface Span {
  start: DateTime;
  end: DateTime;
}

/** A day as the address names it. */
export function toDay(time: DateTime): string {
  return time.toISODate() ?? '';
}

/** The days that a view shows; a month is filled up to whole weeks, which begin on Monday. */
export function spanOf(view: ScheduleView, day: string): Span {
  const at = DateTime.fromISO(day).startOf('day');
  switch (view) {
    case 'month':
      return {
        start: at.startOf('month').startOf('week'),
        end: at.endOf('month').endOf('week').plus({ days: 1 }).startOf('day'),
      };
    case 'week':
      return {
        start: at.startOf('week'),
        end: at.startOf('week').plus({ weeks: 1 }),
      };
    case 'day':
      return { start: at, end: at.plus({ days: 1 }) };
    default:
      return { start: at, end: at.plus({ days: LIST_DAYS }) };
  }
}

/** The day to look at next, or before. */
export function stepFrom(
  view: ScheduleView,
  day: string,
  direction: 1 | -1,
): string {
  const at = DateTime.fromISO(day);
  return toDay(direction > 0 ? at.plus(steps[view]) : at.minus(steps[view]));
}

/** `November 2026`, `23–29 Nov 2026` */
export function nameOfSpan(view: ScheduleView, day: string): string {
  const at = DateTime.fromISO(day);
  if (view === 'month') {
    return at.toLocaleString({ month: 'long', year: 'numeric' });
  }
  const { start, end } = spanOf(view, day);
  if (view === 'day') {
    return start.toLocaleString({
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
  }
  const form = new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return form.formatRange(start.toJSDate(), end.minus({ days: 1 }).toJSDate());
}
