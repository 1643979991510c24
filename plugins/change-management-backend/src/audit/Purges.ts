import {
  canonicalEvent,
  hexHashOf,
  problemOfPurged,
  PreviousEvent,
  purgedData,
  PurgedEvent,
  purgeSchema,
  purgeSubject,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { hasher } from './hashing';
import { subjectOfRow, toWritten, TrailRow } from './trailRows';

/** SHA-256 over what an event is without its content. */
export function keptHashOf(row: TrailRow): string {
  const kept = { ...toWritten(row), data: purgedData };
  return hexHashOf(canonicalEvent(kept, 'whole'), hasher.sha256);
}

/** What was written down of events whose content was purged. */
export interface KnownPurges {
  /** Nothing for an event with its content. */
  of(row: TrailRow): PurgedEvent | undefined;
  /** What is wrong with an event without its content. */
  problemOf(row: TrailRow, previous: PreviousEvent | null): string | undefined;
}

export function isPurged({ data }: Pick<TrailRow, 'data'>): boolean {
  return data === purgedData;
}

/** Reads what purges have been written down; nothing is read where all events have their content. */
export class Purges {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async readFor(rows: (TrailRow | undefined)[]): Promise<KnownPurges> {
    const changes = new Set(
      rows.flatMap(row => (row && isPurged(row) ? subjectOfRow(row) : [])),
    );
    const known = new Map<string, PurgedEvent>();
    if (changes.size > 0) {
      const written = await this.#database('record_events')
        .whereIn('subject', [...changes].map(purgeSubject))
        .where({ type: 'purged' })
        .select('data');
      for (const { data } of written) {
        const purge = purgeSchema.safeParse(JSON.parse(data)).data;
        purge?.events.forEach(event =>
          known.set(`${purge.changeId}/${event.sequence}`, event),
        );
      }
    }
    const of = (row: TrailRow) =>
      isPurged(row)
        ? known.get(`${subjectOfRow(row)}/${row.sequence}`)
        : undefined;
    return {
      of,
      problemOf: (row, previous) =>
        problemOfPurged(toWritten(row), keptHashOf(row), previous, of(row)),
    };
  }
}
