import { parseEntityRef } from '@backstage/catalog-model';
import { DateTime } from 'luxon';

const longestQuote = 300;
const listedAtMost = 5;

/** `a, b and 12 more` */
export function listed(words: string[], between = ', '): string {
  const more = words.length - listedAtMost;
  return [
    words.slice(0, listedAtMost).join(between),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join(' ');
}

/** `user:default/salma` → `salma` */
export function nameOf(ref: string): string {
  return parseEntityRef(ref).name;
}

/** What somebody wrote, shortened, ready to follow a verb; nothing where they wrote nothing. */
export function quote(text: string | undefined): string {
  const words = [...(text ?? '').replace(/\s+/g, ' ').trim()];
  if (words.length === 0) {
    return '';
  }
  const shown =
    words.length > longestQuote
      ? `${words.slice(0, longestQuote).join('')}…`
      : words.join('');
  return `: “${shown}”`;
}

/** `23 Nov 2026, 22:00 UTC` */
export function timeOf(time: string | undefined): string {
  return time
    ? `${DateTime.fromISO(time, { zone: 'utc', locale: 'en' }).toFormat(
        'd LLL yyyy, HH:mm',
      )} UTC`
    : 'no set time';
}

/** `from 23 Nov 2026, 22:00 UTC to 23 Nov 2026, 23:30 UTC` */
export function span(times: {
  plannedStart?: string;
  plannedEnd?: string;
}): string {
  return times.plannedStart || times.plannedEnd
    ? `from ${timeOf(times.plannedStart)} to ${timeOf(times.plannedEnd)}`
    : 'no set time';
}
