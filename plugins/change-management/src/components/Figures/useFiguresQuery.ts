import {
  ChangeCategory,
  changeCategories,
  MetricGroup,
  MetricsQueryInput,
} from 'backstage-plugin-change-management-common';
import { useQueryState } from '../../routing';
import { startOfDay } from '../display';

/** What the tables are told apart by. */
export const groupings = [
  'team',
  'system',
  'category',
  'service',
  'month',
] as const satisfies readonly MetricGroup[];

/** Days that are looked back. */
export const spans = ['90', '365'] as const;

const DAY = 24 * 60 * 60 * 1000;

/** What figures are limited to besides their time. */
export type FigureFilters = Pick<
  MetricsQueryInput,
  'entityRef' | 'scope' | 'system' | 'team' | 'category'
>;

/** What is shown, kept in the address; `since` is the beginning of the first day. */
export function useFiguresQuery() {
  const [params, update] = useQueryState();
  const asked = params.get('by');
  const by = groupings.find(name => name === asked) ?? groupings[0];
  const days = spans.find(span => span === params.get('days')) ?? '365';
  const first = new Date(Date.now() - Number(days) * DAY);
  const since = startOfDay(first.toISOString().slice(0, 10));
  const valueOf = (name: 'entityRef' | 'system' | 'team') =>
    params.get(name) ?? undefined;
  const category = changeCategories.find(
    name => name === params.get('category'),
  ) as ChangeCategory | undefined;
  const entityRef = valueOf('entityRef');
  const filters: FigureFilters = {
    entityRef,
    scope: entityRef ? 'members' : undefined,
    system: valueOf('system'),
    team: valueOf('team'),
    category,
  };
  return { by, days, since, filters, update };
}

/** See {@link useFiguresQuery}. */
export type FiguresState = ReturnType<typeof useFiguresQuery>;
