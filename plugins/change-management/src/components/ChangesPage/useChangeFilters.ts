import {
  CalendarFiltersInput,
  ChangeQueryInput,
  Role,
} from 'backstage-plugin-change-management-common';
import { useMemo } from 'react';
import { useMe } from '../../hooks';
import { useQueryState } from '../../routing';
import { endOfDay, startOfDay } from '../display';

/** Views of the list. */
export const views = ['for-me', 'mine', 'all'] as const;
/** One of {@link views}. */
export type View = (typeof views)[number];

/** Filters that may hold several values at once; the address separates them by commas. */
export const choiceNames = [
  'state',
  'type',
  'category',
  'riskLevel',
  'closeCode',
] as const;
/** One of {@link choiceNames}. */
export type ChoiceName = (typeof choiceNames)[number];

const filterNames = [
  ...choiceNames,
  'q',
  'entityRef',
  'scope',
  'from',
  'to',
  'createdFrom',
  'closedFrom',
  'startedFrom',
  'startedTo',
  'decidedAs',
  'decidedAtRisk',
  'decidedFrom',
  'decidedTo',
  'owner',
  'system',
  'figure',
  'workLogged',
] as const;
/** A filter, as it is called in the address and in the API. */
export type FilterName = (typeof filterNames)[number];

// Whoever decides opens the list mostly for that, and should not have to ask for it.
const deciders: Role[] = ['changeManager', 'securityManager', 'cto'];

const viewFilters: Record<View, ChangeQueryInput> = {
  'for-me': { needsDecisionFrom: 'me' },
  mine: { participant: 'me' },
  all: {},
};

/** The address names days, as the viewer counts them; the API takes moments. */
function toMoment(name: string, value: string): string {
  if (name === 'from') {
    return startOfDay(value);
  }
  return name === 'to' ? endOfDay(value) : value;
}

/** The state of the list: it is the query of the address, so that it can be kept and sent. */
export function useChangeFilters() {
  const [params, update] = useQueryState();
  const asked = params.get('view') as View;
  const me = useMe();
  const decides = me.data?.roles.some(({ role }) => deciders.includes(role));
  const usual = decides ? 'for-me' : 'all';
  const view = views.includes(asked) ? asked : usual;

  const query = useMemo(() => {
    const filters = Object.fromEntries(
      [...filterNames, 'cursor'].flatMap(name => {
        const value = params.get(name);
        return value ? [[name, toMoment(name, value)]] : [];
      }),
    ) as ChangeQueryInput;
    return { ...filters, ...viewFilters[view] };
  }, [params, view]);

  /** Those that a calendar feed can have, too. */
  const calendarFilters = useMemo<CalendarFiltersInput>(() => {
    const { state, type, riskLevel, entityRef, scope } = query;
    const mine = view === 'mine' ? ('true' as const) : undefined;
    return { state, type, riskLevel, entityRef, scope, mine };
  }, [query, view]);

  const valueOf = (name: FilterName) => params.get(name) ?? '';
  const chosen = (name: ChoiceName) =>
    valueOf(name)
      .split(',')
      .filter(value => value !== '');
  // Another filter is another list, so its pages start anew.
  const setFilters = (
    values: Partial<Record<FilterName | 'view', string | undefined>>,
  ) => update({ ...values, cursor: undefined });

  return {
    view,
    /** Whether it is settled which view is shown. */
    ready: views.includes(asked) || !me.isPending,
    query,
    calendarFilters,
    valueOf,
    chosen,
    isFiltered: filterNames.some(name => params.has(name)),
    setFilters,
    choose: (name: ChoiceName, value: string) =>
      setFilters({ [name]: [...new Set([...chosen(name), value])].join(',') }),
    unchoose: (name: ChoiceName, value: string) =>
      setFilters({
        [name]: chosen(name)
          .filter(other => other !== value)
          .join(','),
      }),
    setCursor: (cursor: string) => update({ cursor }),
    clear: () =>
      setFilters(
        Object.fromEntries(filterNames.map(name => [name, undefined])),
      ),
  };
}

/** See {@link useChangeFilters}. */
export type ChangeFilters = ReturnType<typeof useChangeFilters>;
