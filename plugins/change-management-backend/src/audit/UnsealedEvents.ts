import { TrailSource } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { fromPlaces, placesBefore } from './chains';
import { trailColumns, TrailRow, trailTables } from './trailRows';

/** Positions above one and up to another. */
export interface Positions {
  after: number;
  upTo: number;
}

/**
 * Limits a query on some events to those that the log does not hold. What it holds is read for the same positions only: an
 * anti-join would be taken for one with the whole log.
 */
export function whereUnsealed(
  query: Knex.QueryBuilder,
  source: TrailSource,
  { after, upTo }: Positions,
): Knex.QueryBuilder {
  return query
    .where('event.position', '>', after)
    .where('event.position', '<=', upTo)
    .whereNotIn('event.position', leaf =>
      leaf
        .from('audit_leaves')
        .select('position')
        .where({ source })
        .where('position', '>', after)
        .where('position', '<=', upTo),
    );
}

/** Events of a source that the log does not hold, in order. */
export interface UnsealedBatch {
  rows: TrailRow[];
  /** The position up to which all are among them; nothing where there are none beyond. */
  last?: number;
}

/** The unsealed among the next so many events after a position. */
export async function readUnsealed(
  knex: Knex,
  source: TrailSource,
  after: number,
  most: number,
): Promise<UnsealedBatch> {
  const { table } = trailTables[source];
  const [{ count, end }] = await knex
    .from(
      knex(table)
        .where('position', '>', after)
        .orderBy('position')
        .limit(most)
        .select('position')
        .as('window'),
    )
    .count({ count: '*' })
    .max({ end: 'position' });
  if (end === null) {
    return { rows: [] };
  }
  const upTo = Number(end);
  const rows = await whereUnsealed(
    knex(`${table} as event`)
      .orderBy('event.position')
      .select(trailColumns(knex, source)),
    source,
    { after, upTo },
  );
  return { rows, ...(Number(count) === most && { last: upTo }) };
}

/**
 * Whether one of some events follows one that the log does not hold and that stands behind them: it appeared where sealing
 * already was, and comes first.
 */
export async function hasLeftBehind(
  knex: Knex,
  source: TrailSource,
  rows: TrailRow[],
  behind: Positions,
): Promise<boolean> {
  const places = placesBefore(rows);
  if (places.length === 0) {
    return false;
  }
  const found = await fromPlaces(knex, source, places)
    .where('event.position', '>', behind.after)
    .where('event.position', '<=', behind.upTo)
    .whereNotExists(leaf =>
      leaf
        .from('audit_leaves as leaf')
        .select(knex.raw('1'))
        .where('leaf.source', source)
        .whereRaw('leaf.position = event.position'),
    )
    .first('event.position');
  return found !== undefined;
}
