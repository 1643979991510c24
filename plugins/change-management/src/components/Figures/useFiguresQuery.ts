import { useQueryState } from '../../routing';
import { startOfDay } from '../display';

/** What figures are told apart by. */
export const groupings = ['team', 'system', 'category'] as const;
/** One of {@link groupings}. */
export type Grouping = (typeof groupings)[number];

/** Days that are looked back. */
export const spans = ['90', '365'] as const;

const DAY = 24 * 60 * 60 * 1000;

/** What is shown, kept in the address; `since` is the beginning of the first day. */
export function useFiguresQuery() {
  const [params, update] = useQueryState();
  const asked = params.get('by') as Grouping;
  const by = groupings.includes(asked) ? asked : groupings[0];
  const days = spans.find(span => span === params.get('days')) ?? spans[0];
  const first = new Date(Date.now() - Number(days) * DAY);
  const since = startOfDay(first.toISOString().slice(0, 10));
  return { by, days, since, update };
}
