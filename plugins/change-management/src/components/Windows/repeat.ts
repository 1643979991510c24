/** Simple ways to recur, and the general one. */
export const repeatKinds = [
  'none',
  'daily',
  'weekly',
  'monthlyDay',
  'monthlyWeekday',
  'rule',
] as const;
/** One of {@link repeatKinds}. */
export type RepeatKind = (typeof repeatKinds)[number];

/** Days of the week, as RFC 5545 calls them. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
/** Which of a month's weekdays, as RFC 5545 counts them. */
export const ordinals = ['1', '2', '3', '4', '-1'] as const;

/** How something recurs, as the form holds it. */
export interface RepeatValues {
  kind: RepeatKind;
  days: string[];
  dayOfMonth: string;
  nth: string;
  weekday: string;
  rule: string;
}

/** What is chosen before anything is. */
export const noRepeat: RepeatValues = {
  kind: 'none',
  days: [],
  dayOfMonth: '1',
  nth: '1',
  weekday: 'SA',
  rule: '',
};

/** The rule of RFC 5545; empty for what happens once. */
export function toRule(values: RepeatValues): string {
  const { kind, days, dayOfMonth, nth, weekday, rule } = values;
  switch (kind) {
    case 'daily':
      return 'FREQ=DAILY';
    case 'weekly':
      return days.length
        ? `FREQ=WEEKLY;BYDAY=${weekdays.filter(d => days.includes(d)).join()}`
        : 'FREQ=WEEKLY';
    case 'monthlyDay':
      return `FREQ=MONTHLY;BYMONTHDAY=${dayOfMonth}`;
    case 'monthlyWeekday':
      return `FREQ=MONTHLY;BYDAY=${nth}${weekday}`;
    case 'rule':
      return rule.trim();
    default:
      return '';
  }
}

/** A rule as the form would have made it; any other as it is. */
export function fromRule(rrule: string | undefined): RepeatValues {
  if (!rrule) {
    return noRepeat;
  }
  const candidates: RepeatValues[] = [{ ...noRepeat, kind: 'daily' }];
  const days = rrule.match(/BYDAY=([A-Z,]+)$/)?.[1].split(',') ?? [];
  candidates.push({ ...noRepeat, kind: 'weekly', days });
  const dayOfMonth = rrule.match(/BYMONTHDAY=(\d+)$/)?.[1];
  if (dayOfMonth) {
    candidates.push({ ...noRepeat, kind: 'monthlyDay', dayOfMonth });
  }
  const [, nth, weekday] = rrule.match(/BYDAY=(-?\d)([A-Z]{2})$/) ?? [];
  if (nth) {
    candidates.push({ ...noRepeat, kind: 'monthlyWeekday', nth, weekday });
  }
  return (
    candidates.find(values => toRule(values) === rrule) ?? {
      ...noRepeat,
      kind: 'rule',
      rule: rrule,
    }
  );
}
