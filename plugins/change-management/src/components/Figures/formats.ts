import { Spread } from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { formatMonth, language } from '../display';

/** `12 %`; undefined for a share of nothing. */
export function formatShare(t: Text, share: number | undefined) {
  return share === undefined
    ? undefined
    : t('figures.percent', { percent: String(Math.round(share * 100)) });
}

export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(language, {
    maximumFractionDigits: digits,
  }).format(value);
}

/** `45 min`, `16 h` or `5 days`, whichever is read at a glance. */
export function formatMinutes(t: Text, minutes: number): string {
  if (minutes < 120) {
    return t('figures.minutes', { number: formatNumber(minutes) });
  }
  return minutes < 48 * 60
    ? t('figures.hours', { number: formatNumber(minutes / 60, 1) })
    : t('figures.daysLong', { number: formatNumber(minutes / 60 / 24, 1) });
}

/** The median, and how long nine in ten take at most. */
export function formatSpread(t: Text, spread: Spread | undefined, unit = 1) {
  return (
    spread &&
    t('figures.spread', {
      median: formatMinutes(t, spread.median * unit),
      p90: formatMinutes(t, spread.p90 * unit),
    })
  );
}

/** `2026-11` as the middle of that month is called. */
export function formatMonthKey(key: string): string {
  return formatMonth(`${key}-15T12:00:00.000Z`);
}

/** `Nov` */
export function shortMonth(key: string): string {
  return new Intl.DateTimeFormat(language, { month: 'short' }).format(
    new Date(`${key}-15T12:00:00.000Z`),
  );
}
