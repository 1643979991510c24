import {
  CalendarFiltersInput,
  ScheduleQueryInput,
} from 'backstage-plugin-change-management-common';
import { Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { useQueryState } from '../../routing';
import { ScheduleView, scheduleViews, spanOf, toDay } from './span';

/** Filters that may hold several values at once; the address separates them by commas. */
const choiceNames = ['state', 'type', 'riskLevel'] as const;
/** One of those filters. */
export type ScheduleChoice = (typeof choiceNames)[number];

const filterNames = [
  ...choiceNames,
  'entityRef',
  'scope',
  'owner',
  'mine',
] as const;
/** A filter, as it is called in the address and in the API. */
export type ScheduleFilter = (typeof filterNames)[number];

/** What is looked at and how: it is the query of the address, so that it can be kept and sent. */
export function useScheduleState() {
  const [params, update] = useQueryState();
  const isNarrow = useMediaQuery(
    (theme: Theme) => theme.breakpoints.down('xs'),
    { noSsr: true },
  );
  const asked = params.get('view') as ScheduleView;
  const usual = isNarrow ? 'list' : 'month';
  const view = scheduleViews.includes(asked) ? asked : usual;
  const given = params.get('date') ?? '';
  const date = DateTime.fromISO(given).isValid
    ? given.slice(0, 10)
    : toDay(DateTime.local());

  const query = useMemo(() => {
    const { start, end } = spanOf(view, date);
    return {
      from: start.toISO()!,
      to: end.toISO()!,
      ...Object.fromEntries(
        filterNames.flatMap(name => {
          const value = params.get(name);
          return value ? [[name, value]] : [];
        }),
      ),
    } as ScheduleQueryInput;
  }, [view, date, params]);

  /** Those that a calendar feed can have, too. */
  const calendarFilters = useMemo<CalendarFiltersInput>(() => {
    const { state, type, riskLevel, entityRef, scope, mine } = query;
    return { state, type, riskLevel, entityRef, scope, mine };
  }, [query]);

  const valueOf = (name: ScheduleFilter) => params.get(name) ?? '';
  const chosen = (name: ScheduleChoice) =>
    valueOf(name)
      .split(',')
      .filter(value => value !== '');

  return {
    view,
    date,
    query,
    calendarFilters,
    isNarrow,
    valueOf,
    chosen,
    isFiltered: filterNames.some(name => params.has(name)),
    look: update,
    setFilters: (values: Partial<Record<ScheduleFilter, string | undefined>>) =>
      update(values),
    choose: (name: ScheduleChoice, value: string) =>
      update({ [name]: [...new Set([...chosen(name), value])].join(',') }),
    unchoose: (name: ScheduleChoice, value: string) =>
      update({
        [name]: chosen(name)
          .filter(other => other !== value)
          .join(','),
      }),
    clear: () =>
      update(Object.fromEntries(filterNames.map(name => [name, undefined]))),
  };
}

/** See {@link useScheduleState}. */
export type ScheduleState = ReturnType<typeof useScheduleState>;
