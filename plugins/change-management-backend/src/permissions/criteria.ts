import {
  AllOfCriteria,
  AnyOfCriteria,
  NotCriteria,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { Knex } from 'knex';

/** Of everything that a list could show: all, none, or what meets conditions. */
export type Sight<TFilter> = PermissionCriteria<TFilter> | 'all' | 'none';

const opposite = { all: 'none', none: 'all' } as const;

/** Conditions, but for what is always or never met: a role that somebody holds lets them see all, not all that meets something. */
export function simplified<TFilter extends { values: string[] }>(
  criteria: PermissionCriteria<TFilter>,
): Sight<TFilter> {
  if ('not' in criteria) {
    const inner = simplified((criteria as NotCriteria<TFilter>).not);
    return inner === 'all' || inner === 'none'
      ? opposite[inner]
      : { not: inner };
  }
  if ('anyOf' in criteria) {
    return joined('anyOf', (criteria as AnyOfCriteria<TFilter>).anyOf);
  }
  if ('allOf' in criteria) {
    return joined('allOf', (criteria as AllOfCriteria<TFilter>).allOf);
  }
  return criteria.values.length ? criteria : 'none';
}

function joined<TFilter extends { values: string[] }>(
  by: 'anyOf' | 'allOf',
  parts: PermissionCriteria<TFilter>[],
): Sight<TFilter> {
  const [settles, empty] =
    by === 'anyOf' ? (['all', 'none'] as const) : (['none', 'all'] as const);
  const rest: PermissionCriteria<TFilter>[] = [];
  for (const part of parts.map(simplified)) {
    if (part === settles) {
      return settles;
    }
    if (part !== 'all' && part !== 'none') {
      rest.push(part);
    }
  }
  const [first, ...others] = rest;
  return first ? ({ [by]: [first, ...others] } as any) : empty;
}

function addCriteria<TFilter>(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<TFilter>,
  addLeaf: (query: Knex.QueryBuilder, leaf: TFilter) => void,
): void {
  const add = (inner: Knex.QueryBuilder, part: PermissionCriteria<TFilter>) =>
    addCriteria(inner, part, addLeaf);
  if (isOf<NotCriteria<TFilter>>('not', criteria)) {
    query.whereNot(inner => add(inner, criteria.not));
  } else if (isOf<AnyOfCriteria<TFilter>>('anyOf', criteria)) {
    // Knex drops an empty group, which would make it true.
    query.whereRaw('1 = 0');
    for (const part of criteria.anyOf) {
      query.orWhere(inner => add(inner, part));
    }
  } else if (isOf<AllOfCriteria<TFilter>>('allOf', criteria)) {
    query.whereRaw('1 = 1');
    for (const part of criteria.allOf) {
      query.andWhere(inner => add(inner, part));
    }
  } else {
    addLeaf(query, criteria as TFilter);
  }
}

function isOf<TCriteria>(
  key: string,
  criteria: unknown,
): criteria is TCriteria {
  return key in (criteria as object);
}

/**
 * Limits a query to what its reader may see.
 *
 * @param addLeaf - adds one condition, which is always true or false, never NULL: else its negation would lose the rows where
 *   a column is empty
 */
export function whereSeen<TFilter>(
  query: Knex.QueryBuilder,
  sight: Sight<TFilter>,
  addLeaf: (query: Knex.QueryBuilder, leaf: TFilter) => void,
): void {
  if (sight === 'none') {
    query.whereRaw('1 = 0');
  } else if (sight !== 'all') {
    query.where(inner => addCriteria(inner, sight, addLeaf));
  }
}
