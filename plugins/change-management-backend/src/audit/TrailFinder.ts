import {
  Page,
  TrailEntry,
  TrailFilters,
  TrailSource,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { whereVisible } from '../changes/visibility';
import { Visibility } from '../permissions/Grants';
import { toChangeNumber } from '../platform/changeId';
import { Cursor, cutPage, decodeCursor } from '../platform/cursor';
import { toIsoTime } from '../platform/database';
import { toTrailEvent, trailColumns, TrailRow, trailTables } from './trailRows';

const position = z.object({
  at: z.iso.datetime(),
  source: z.enum(['change', 'record']),
  position: z.number().int().min(0),
});
type Position = z.output<typeof position>;

interface EntryRow extends TrailRow {
  leaf_index: number | string | null;
}

/** What its reader may see of the trail. */
export interface TrailSight {
  /** Each has to let a change pass: what may be read, and what may be audited. */
  changes: Visibility[];
  records: boolean;
}

/** Finds events of both trails, the latest first; pages by keyset. */
export class TrailFinder {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async find(
    query: TrailFilters,
    sight: TrailSight,
  ): Promise<Page<TrailEntry>> {
    const { limit } = query;
    const cursor = query.cursor
      ? decodeCursor(query.cursor, position)
      : undefined;
    // Each trail gives a page in order out of its index; which of the two come first is then soon decided.
    const pages = await Promise.all([
      this.#page('change', query, cursor, events => {
        events.join('changes', 'changes.number', 'event.change_number');
        sight.changes.forEach(visible => whereVisible(events, visible));
        if (query.changeId) {
          events.where(
            'event.change_number',
            toChangeNumber(query.changeId) ?? 0,
          );
        }
      }),
      sight.records && query.changeId === undefined
        ? this.#page('record', query, cursor, () => {})
        : [],
    ]);
    const direction = cursor?.back ? -1 : 1;
    const found = pages
      .flat()
      .sort((a, b) => direction * compare(positionOf(b), positionOf(a)))
      .slice(0, limit + 1);
    const { rows, pageInfo } = cutPage(found, limit, cursor, positionOf);
    return { items: rows.map(toEntry), pageInfo };
  }

  async #page(
    source: TrailSource,
    { limit, actor, type, from, to }: TrailFilters,
    cursor: Cursor<Position> | undefined,
    narrow: (events: Knex.QueryBuilder) => void,
  ): Promise<EntryRow[]> {
    const knex = this.#database;
    const order = cursor?.back ? 'asc' : 'desc';
    const events = knex(`${trailTables[source].table} as event`)
      .leftJoin('audit_leaves as leaf', join =>
        join
          .on('leaf.position', 'event.position')
          .andOn('leaf.source', knex.raw('?', [source])),
      )
      .select(...trailColumns(knex, source), 'leaf.leaf_index')
      .orderBy('event.occurred_at', order)
      .orderBy('event.position', order)
      .limit(limit + 1);
    narrow(events);
    if (actor) {
      events.where('event.actor', actor);
    }
    if (type) {
      events.where('event.type', type);
    }
    if (from) {
      events.where('event.occurred_at', '>=', from);
    }
    if (to) {
      events.where('event.occurred_at', '<', to);
    }
    if (cursor) {
      const beyond = cursor.back ? '>' : '<';
      const { at, source: of, position: last } = cursor.position;
      events.where('event.occurred_at', cursor.back ? '>=' : '<=', at);
      events.where(after => {
        after.where('event.occurred_at', beyond, at);
        if (of === source) {
          after.orWhere('event.position', beyond, last);
        } else if (cursor.back ? source > of : source < of) {
          after.orWhere('event.occurred_at', at);
        }
      });
    }
    return events;
  }
}

function positionOf(row: EntryRow): Position {
  return {
    at: toIsoTime(row.occurred_at),
    source: row.source,
    position: Number(row.position),
  };
}

function compare(a: Position, b: Position): number {
  return (
    a.at.localeCompare(b.at) ||
    a.source.localeCompare(b.source) ||
    a.position - b.position
  );
}

function toEntry(row: EntryRow): TrailEntry {
  return {
    source: row.source,
    ...(row.leaf_index !== null && { leafIndex: Number(row.leaf_index) }),
    event: toTrailEvent(row),
  };
}
