import {
  ChangeQueryInput,
  Role,
} from 'backstage-plugin-change-management-common';
import { useMemo } from 'react';
import { useMe } from '../../hooks';
import { useQueryState } from '../../routing';

/** Views of the list. */
export const views = ['for-me', 'mine', 'all'] as const;
/** One of {@link views}. */
export type View = (typeof views)[number];

const filterNames = [
  'state',
  'type',
  'category',
  'riskLevel',
  'closeCode',
  'q',
  'entityRef',
  'scope',
  'from',
  'to',
] as const;
/** A filter, as it is called in the address and in the API. */
export type FilterName = (typeof filterNames)[number];

// Whoever decides opens the list mostly for that, and should not have to ask for it.
const deciders: Role[] = ['changeManager', 'securityManager', 'cto'];

/** The state of the list: it is the query of the address, so that it can be kept and sent. */
export function useChangeFilters() {
  const [params, update] = useQueryState();
  const asked = params.get('view') as View;
  const me = useMe();
  const decides = me.data?.roles.some(({ role }) => deciders.includes(role));
  const usual = decides ? 'for-me' : 'all';
  const view = views.includes(asked) ? asked : usual;
  const part =
    params.get('part') === 'implementer' ? 'implementer' : 'requester';

  const query = useMemo(() => {
    const filters = Object.fromEntries(
      [...filterNames, 'cursor'].flatMap(name => {
        const value = params.get(name);
        return value ? [[name, value]] : [];
      }),
    ) as ChangeQueryInput;
    switch (view) {
      case 'for-me':
        return { ...filters, needsDecisionFrom: 'me' as const };
      case 'mine':
        return part === 'implementer'
          ? { ...filters, implementer: 'me' }
          : { ...filters, requestedBy: 'me' };
      default:
        return filters;
    }
  }, [params, view, part]);

  return {
    view,
    /** Whether it is settled which view is shown. */
    ready: views.includes(asked) || !me.isPending,
    part,
    query,
    valueOf: (name: FilterName) => params.get(name) ?? '',
    isFiltered: filterNames.some(name => params.has(name)),
    // Another filter is another list, so its pages start anew.
    setFilter: (name: FilterName | 'view' | 'part', value: string) =>
      update({ [name]: value, cursor: undefined }),
    setCursor: (cursor: string) => update({ cursor }),
    clear: () =>
      update(
        Object.fromEntries(
          [...filterNames, 'cursor'].map(name => [name, undefined]),
        ),
      ),
  };
}

/** See {@link useChangeFilters}. */
export type ChangeFilters = ReturnType<typeof useChangeFilters>;
