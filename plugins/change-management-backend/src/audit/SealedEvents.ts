import {
  LeafRange,
  PreviousEvent,
  TrailSource,
  trailSources,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { trailColumns, TrailRow, trailTables } from './trailRows';

/** How many leaves are held at once. */
export const pageSize = 2000;

/** A leaf of the log, and the event that it seals. */
export interface SealedEvent {
  leafIndex: number;
  source: TrailSource;
  subject: string;
  sequence: number;
  /** Nothing where the event is gone. */
  row?: TrailRow & { previous: PreviousEvent | null };
}

interface EventRow extends TrailRow {
  before_sequence: number | null;
  before_hash: string | null;
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
    const events = await Promise.all(
      trailSources.map(source =>
        this.#events(
          source,
          leaves
            .filter(leaf => leaf.source === source)
            .map(({ position }) => position),
        ),
      ),
    );
    return leaves.map(leaf => ({
      leafIndex: Number(leaf.leaf_index),
      source: leaf.source,
      subject: leaf.subject,
      sequence: leaf.sequence,
      row: events[trailSources.indexOf(leaf.source)]?.get(
        String(leaf.position),
      ),
    }));
  }

  async #events(
    source: TrailSource,
    positions: (number | string)[],
  ): Promise<Map<string, NonNullable<SealedEvent['row']>>> {
    if (positions.length === 0) {
      return new Map();
    }
    const rows = await this.withPrevious(source).whereIn(
      'event.position',
      positions,
    );
    return new Map(rows.map(row => [String(row.position), toSealed(row)]));
  }

  /** Events of a source, each with the one before it in its chain. */
  withPrevious(source: TrailSource): Knex.QueryBuilder<any, EventRow[]> {
    const knex = this.#database;
    const { table, subject } = trailTables[source];
    return knex(`${table} as event`)
      .leftJoin(`${table} as before`, join =>
        join
          .on(`before.${subject}`, `event.${subject}`)
          .andOn('before.sequence', knex.raw('event.sequence - 1')),
      )
      .select(
        ...trailColumns(knex, source),
        'before.sequence as before_sequence',
        'before.hash as before_hash',
      );
  }
}

/** A row with the event before it as one. */
export function toSealed(row: EventRow): NonNullable<SealedEvent['row']> {
  const { before_sequence: sequence, before_hash: hash, ...event } = row;
  return {
    ...event,
    previous: sequence === null || hash === null ? null : { sequence, hash },
  };
}
