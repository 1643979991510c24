import { DateTime, Duration } from 'luxon';

/** The viewer's language, by their browser: how dates are written, and what "in 3 days" is called. */
export const language = new Intl.DateTimeFormat().resolvedOptions().locale;

function at(iso: string): DateTime {
  return DateTime.fromISO(iso).setLocale(language);
}

const day = { day: 'numeric', month: 'short' } as const;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

/** The viewer's time zone, as it is called: `Africa/Casablanca`. */
export function viewerZone(): string {
  return DateTime.local().zoneName ?? 'UTC';
}

/** `Sat 28 Nov, 02:00`, with the year if it is another one. */
export function formatTime(iso: string): string {
  const time = at(iso);
  const isThisYear = time.year === DateTime.now().year;
  return time.toLocaleString({
    weekday: 'short',
    ...day,
    ...(!isThisYear && { year: 'numeric' }),
    ...clock,
  });
}

/** `28 Nov 2026` */
export function formatDay(iso: string): string {
  return at(iso).toLocaleString({ ...day, year: 'numeric' });
}

/** `November 2026` */
export function formatMonth(iso: string): string {
  return at(iso).toLocaleString({ month: 'long', year: 'numeric' });
}

/** `Sat 28 Nov, 02:00–03:00`; the second date only where it is another day. */
export function formatRange(start: string, end?: string): string {
  if (!end) {
    return formatTime(start);
  }
  const sameDay = at(start).hasSame(at(end), 'day');
  return `${formatTime(start)}–${
    sameDay ? at(end).toLocaleString(clock) : formatTime(end)
  }`;
}

/** The first moment of a day of the viewer's, `2026-11-28`; a moment stays as it is. */
export function startOfDay(date: string): string {
  return isDay(date) ? at(date).startOf('day').toISO() ?? date : date;
}

/** The last moment of a day of the viewer's, `2026-11-28`; a moment stays as it is. */
export function endOfDay(date: string): string {
  return isDay(date) ? at(date).endOf('day').toISO() ?? date : date;
}

/** `in 3 hours`, `2 days ago` */
export function formatRelative(iso: string): string {
  return at(iso).toRelative() ?? '';
}

/** `1 h 30 min` between two times. */
export function formatDuration(start: string, end: string): string {
  const minutes = Math.round(at(end).diff(at(start)).as('minutes'));
  const {
    days,
    hours,
    minutes: rest,
  } = Duration.fromObject({ minutes })
    .shiftTo('days', 'hours', 'minutes')
    .toObject();
  return [
    days ? `${days} d` : '',
    hours ? `${hours} h` : '',
    rest ? `${rest} min` : '',
  ]
    .filter(part => part !== '')
    .join(' ');
}

/** How a typed time is written: local to the viewer. */
export const typedFormat = 'yyyy-MM-dd HH:mm';

const readable = [
  typedFormat,
  "yyyy-MM-dd'T'HH:mm",
  'd.M.yyyy H:mm',
  'd/M/yyyy H:mm',
  'd LLL yyyy H:mm',
];

/** What somebody typed as a time of the viewer's zone, or of another, in ISO 8601 with offset; `undefined` if it cannot be read. */
export function readTyped(text: string, zone?: string): string | undefined {
  for (const format of readable) {
    const time = DateTime.fromFormat(text.trim(), format, {
      locale: language,
      zone,
    });
    if (time.isValid) {
      return time.toISO() ?? undefined;
    }
  }
  return undefined;
}

/** A stored time as the viewer would type it, in their zone or in another. */
export function toTyped(iso?: string, zone?: string): string {
  return iso ? DateTime.fromISO(iso, { zone }).toFormat(typedFormat) : '';
}
