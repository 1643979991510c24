import {
  LeafRange,
  TrailSource,
  trailSources,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { trailColumns, TrailRow, trailTables } from './trailRows';

/** How many leaves are held at once. */
export const pageSize = 1000;

/** Positions between two wanted ones that are read along, rather than in a range of their own. */
const slack = 20;

/** A leaf of the log, and the event that it seals. */
export interface SealedEvent {
  leafIndex: number;
  source: TrailSource;
  subject: string;
  sequence: number;
  /** Nothing where the event is gone. */
  row?: TrailRow;
}

/** Reads the log page by page, so that any length of it takes the same memory. */
export class SealedEvents {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Leaves from one on, in order; fewer than `limit` at the end. A leaf that is gone is not among them. */
  async page({ from, to }: LeafRange): Promise<SealedEvent[]> {
    const leaves = await this.#database('audit_leaves')
      .where('leaf_index', '>=', from)
      .where('leaf_index', '<', to)
      .orderBy('leaf_index');
    const events = new Map(
      await Promise.all(
        trailSources.map(
          async source =>
            [
              source,
              await this.#events(
                source,
                leaves
                  .filter(leaf => leaf.source === source)
                  .map(({ position }) => Number(position)),
              ),
            ] as const,
        ),
      ),
    );
    return leaves.map(leaf => ({
      leafIndex: Number(leaf.leaf_index),
      source: leaf.source,
      subject: leaf.subject,
      sequence: leaf.sequence,
      row: events.get(leaf.source)?.get(Number(leaf.position)),
    }));
  }

  async #events(
    source: TrailSource,
    positions: number[],
  ): Promise<Map<number, TrailRow>> {
    if (positions.length === 0) {
      return new Map();
    }
    const { table } = trailTables[source];
    const rows: TrailRow[] = await this.#database(`${table} as event`)
      .where(within =>
        rangesOf(positions).forEach(range =>
          within.orWhereBetween('event.position', range),
        ),
      )
      .select(trailColumns(this.#database, source));
    return new Map(rows.map(row => [Number(row.position), row]));
  }
}

/** Ranges that hold all of some positions, which mostly follow on each other. */
function rangesOf(positions: number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = ranges[ranges.length - 1];
    if (last && position - last[1] <= slack) {
      last[1] = position;
    } else {
      ranges.push([position, position]);
    }
  }
  return ranges;
}
