import { PopulationBasis } from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { useQueryState } from '../../routing';

/** Periods to choose from. */
export const periods = [
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
  'own',
] as const;
type Period = (typeof periods)[number];

/** First and last day of a period that is not typed. */
function daysOf(period: Exclude<Period, 'own'>): { from: string; to: string } {
  const now = DateTime.utc();
  const unit = period.endsWith('year') ? 'year' : 'quarter';
  const within = period.startsWith('last')
    ? now.minus({ [`${unit}s`]: 1 })
    : now;
  return {
    from: within.startOf(unit).toISODate(),
    to: within.endOf(unit).toISODate(),
  };
}

const isDay = (text: string | null): text is string =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? '');

/** What is looked at, kept in the address. Days are those of UTC, the last one included. */
export function usePeriod() {
  const [params, update] = useQueryState();
  const period =
    periods.find(each => each === params.get('period')) ?? periods[0];
  const usual = daysOf(period === 'own' ? periods[0] : period);
  const [from, to] = [params.get('from'), params.get('to')];
  const days =
    period === 'own'
      ? { from: isDay(from) ? from : usual.from, to: isDay(to) ? to : usual.to }
      : usual;
  const basis: PopulationBasis =
    params.get('basis') === 'carried-out' ? 'carried-out' : 'requested';
  const entityRef = params.get('entity') ?? '';
  return {
    period,
    days,
    basis,
    entityRef,
    isWrong: days.to < days.from,
    query: {
      from: `${days.from}T00:00:00.000Z`,
      to: DateTime.fromISO(days.to, { zone: 'utc' }).plus({ days: 1 }).toISO()!,
      basis,
      ...(entityRef && { entityRef }),
    },
    update,
  };
}
