import { InputError } from '@backstage/errors';
import {
  ExportedPart,
  LeafRange,
  trailSources,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { trailTables } from './trailRows';

/** Times, ISO 8601; without the last moment itself. */
export interface Times {
  from?: string;
  to?: string;
}

const asTime = (end: ExportedPart['from']) =>
  typeof end === 'string' ? end : undefined;
const asLeaf = (end: ExportedPart['from']) =>
  typeof end === 'number' ? end : undefined;

/** The times of a part, where it is asked for by times. */
export function timesOf({ from, to }: ExportedPart): Times {
  return { from: asTime(from), to: asTime(to) };
}

/**
 * The leaves of a part of the log.
 *
 * @throws InputError for leaves that the log does not have, and for a time that ends before it begins
 */
export async function leavesOf(
  knex: Knex,
  part: ExportedPart,
  size: number,
): Promise<LeafRange> {
  const { from = 0, to = size } = {
    from: asLeaf(part.from),
    to: asLeaf(part.to),
  };
  if (from > to || to > size) {
    throw new InputError(
      `from, to: must be leaves of the log, which has ${size}`,
    );
  }
  const times = timesOf(part);
  if (times.from === undefined && times.to === undefined) {
    return { from, to };
  }
  if (times.from && times.to && times.from >= times.to) {
    throw new InputError('to: must be later than from');
  }
  const within = await leavesWithin(knex, times, { from, to });
  return within ?? { from: to, to };
}

/** The fewest leaves that follow on each other and hold all events of a time; nothing where there are none. */
async function leavesWithin(
  knex: Knex,
  times: Times,
  leaves: LeafRange,
): Promise<LeafRange | undefined> {
  const ends = await Promise.all(
    trailSources.map(async source => {
      const query = knex(`${trailTables[source].table} as event`)
        .join('audit_leaves as leaf', 'leaf.position', 'event.position')
        .where('leaf.source', source)
        .where('leaf.leaf_index', '>=', leaves.from)
        .where('leaf.leaf_index', '<', leaves.to);
      if (times.from) {
        query.where('event.occurred_at', '>=', times.from);
      }
      if (times.to) {
        query.where('event.occurred_at', '<', times.to);
      }
      const [row] = await query
        .min({ first: 'leaf.leaf_index' })
        .max({ last: 'leaf.leaf_index' });
      return row.first === null ? [] : [Number(row.first), Number(row.last)];
    }),
  );
  const found = ends.flat();
  return found.length === 0
    ? undefined
    : { from: Math.min(...found), to: Math.max(...found) + 1 };
}
