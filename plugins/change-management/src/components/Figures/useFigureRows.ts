import { useRouteRef } from '@backstage/core-plugin-api';
import {
  ChangeQueryInput,
  MetricGroup,
} from 'backstage-plugin-change-management-common';
import { useRowsPath } from '../../hooks';
import { rootRouteRef } from '../../routes';
import { FigureFilters } from './useFiguresQuery';

/** A group of figures, or all of them. */
export interface Group {
  by?: MetricGroup;
  key?: string;
}

/** Addresses of the lists that hold what a number counts; undefined where no list does. */
export interface Rows {
  changes(filters: ChangeQueryInput): string;
  incidents(filters: Record<string, string>): string | undefined;
  unauthorized(): string | undefined;
  deployments(filters: Record<string, string>): string | undefined;
}

const parameters = {
  team: 'owner',
  system: 'system',
  category: 'category',
  service: 'entityRef',
} as const;

function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString();
}

/** From when to when a group reaches: a month ends before the next one, in UTC. */
function spanOf({ by, key }: Group, since: string) {
  if (by !== 'month' || !key) {
    return { from: since };
  }
  const begin = `${key}-01T00:00:00.000Z`;
  const isCut = Date.parse(begin) < Date.parse(since);
  return { from: isCut ? since : begin, to: monthAfter(key) };
}

/** Makes the ways from numbers to what they count. */
export function useFigureRows(
  since: string,
  { entityRef, scope, system, team, category }: FigureFilters,
): (group: Group) => Rows {
  const root = useRouteRef(rootRouteRef)();
  const toChanges = useRowsPath({});
  return group => {
    const { by, key } = group;
    const { from, to } = spanOf(group, since);
    const own = by && by !== 'month' ? { [parameters[by]]: key ?? 'none' } : {};
    const touched = {
      entityRef,
      scope,
      system,
      owner: team,
      category,
      ...own,
    } as ChangeQueryInput;
    /** Of what belongs to entities: by entity or system alone. */
    const toThings = (page: string, more: Record<string, string>) => {
      const isTold = (!by || by === 'month' || key) && by !== 'category';
      if (team || category || by === 'team' || !isTold) {
        return undefined;
      }
      const ref = by === 'system' || by === 'service' ? key : undefined;
      const about = ref ?? system ?? entityRef;
      const query = {
        ...more,
        entityRef: about,
        scope: about && 'members',
        from,
        to,
      };
      return `${root}/${page}?${new URLSearchParams(
        Object.entries(query).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      )}`;
    };
    return {
      changes: filters =>
        toChanges({ ...touched, startedFrom: from, startedTo: to, ...filters }),
      incidents: filters => toThings('incidents', filters),
      unauthorized: () =>
        toThings('deployments', { view: 'unauthorized', settled: 'true' }),
      deployments: filters => toThings('deployments', filters),
    };
  };
}
