import { DateTime } from 'luxon';
import { Period } from '../policy/riskSchema';

/** A time of day as the clock on the wall shows it, also on days on which the clocks are changed. */
function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return hour === 24 ? day.plus({ days: 1 }) : day.set({ hour, minute });
}

/**
 * Whether a planned time touches the period. Without an end, the moment of its start is asked about.
 *
 * @param start - ISO 8601, as `end`
 * @param timeZone - IANA name
 */
export function touches(
  { days, from, to }: Pick<Period, 'days' | 'from' | 'to'>,
  start: string,
  end: string | undefined,
  timeZone: string,
): boolean {
  const begin = DateTime.fromISO(start, { zone: timeZone });
  // Beyond a week every day of the week has been there.
  const finish = DateTime.min(
    DateTime.max(
      DateTime.fromISO(end ?? start, { zone: timeZone }),
      begin.plus({ milliseconds: 1 }),
    ),
    begin.plus({ weeks: 1 }),
  );
  for (
    let day = begin.startOf('day');
    day < finish;
    day = day.plus({ days: 1 }).startOf('day')
  ) {
    if (
      days.includes(day.weekday) &&
      begin < at(day, to) &&
      at(day, from) < finish
    ) {
      return true;
    }
  }
  return false;
}
