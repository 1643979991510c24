import { useRouteRef } from '@backstage/core-plugin-api';
import {
  ChangeQueryInput,
  darkChangeStatuses,
  deploymentAuthorizations,
  MetricGroup,
  RiskLevel,
  WaitingFigures,
} from 'backstage-plugin-change-management-common';
import { useRowsPath } from '../../hooks';
import { rootRouteRef } from '../../routes';
import { FigureFilters } from './useFiguresQuery';

/** A group of figures, or all of them. */
export interface Group {
  by?: MetricGroup;
  key?: string;
}

/** Addresses of the lists that hold what a number counts. */
export interface Rows {
  changes(filters: ChangeQueryInput): string;
  /** Those on which somebody decided in that time, whenever they were started. */
  decided(role: WaitingFigures['role'], riskLevel?: RiskLevel): string;
  incidents(filters: Record<string, string>): string;
  unauthorized(): string;
  deployments(filters: Record<string, string>): string;
}

/** What lists of changes call the groups, and lists of what belongs to entities. */
const ofChanges = {
  team: 'owner',
  system: 'system',
  category: 'category',
  service: 'entityRef',
} as const;
const ofThings = { ...ofChanges, team: 'team' } as const;

/** All that figures count: what turned out to be no change is not. */
const unauthorized = darkChangeStatuses.filter(
  status => status !== 'reconciled',
);
const toProduction = deploymentAuthorizations.filter(
  authorization => authorization !== 'not-required',
);

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
    const own = (names: typeof ofChanges | typeof ofThings) => ({
      ...(by && by !== 'month' ? { [names[by]]: key ?? 'none' } : {}),
      // A service is meant by itself.
      ...(by === 'service' ? { scope: 'self' } : {}),
    });
    const touched = {
      entityRef,
      scope,
      system,
      owner: team,
      category,
      ...own(ofChanges),
    } as ChangeQueryInput;
    const toThings = (page: string, more: Record<string, string>) => {
      const query = {
        ...more,
        ...{ entityRef, scope, system, team, category },
        ...own(ofThings),
        ...{ from, to },
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
      decided: (role, riskLevel) =>
        toChanges({
          ...touched,
          ...{ decidedAs: role, decidedAtRisk: riskLevel ?? 'none' },
          ...{ decidedFrom: from, decidedTo: to },
        }),
      incidents: filters => toThings('incidents', filters),
      unauthorized: () =>
        toThings('deployments', {
          view: 'unauthorized',
          status: unauthorized.join(),
        }),
      deployments: filters =>
        toThings('deployments', {
          authorization: toProduction.join(),
          ...filters,
        }),
    };
  };
}
