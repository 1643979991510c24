import {
  Change,
  waitingStates,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';
import { toChangeId } from '../platform/changeId';
import { readDocument } from './documents';

/** Where a look through changes goes on. */
export interface Place {
  at: string;
  number: number;
}

/** What the watch looks at, a little at a time. */
export class OpenChanges {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Ids of changes of which somebody has to be reminded by now, the most overdue first. */
  async due(
    now: string,
    limit: number,
    after?: Place,
  ): Promise<{ ids: string[]; last?: Place }> {
    const query = this.#database('changes')
      .whereNotNull('next_reminder_at')
      .where('next_reminder_at', '<=', now)
      .orderBy(['next_reminder_at', 'number'])
      .limit(limit)
      .select('number', 'next_reminder_at');
    if (after) {
      query.whereRaw('(next_reminder_at, number) > (?, ?)', [
        after.at,
        after.number,
      ]);
    }
    const rows = await query;
    const last = rows[rows.length - 1];
    return {
      ids: rows.map(({ number }) => toChangeId(number)),
      last: last && {
        at: toIsoTime(last.next_reminder_at),
        number: last.number,
      },
    };
  }

  /**
   * Every change under which the catalog may drift, whole, so many at a time. Read state by state in the order of
   * `changes_state_idx`; one that moves on meanwhile may come twice, one that moves back is found the next time.
   */
  async *inBatches(size: number): AsyncGenerator<Change[]> {
    for (const state of waitingStates) {
      let after: Place | undefined;
      do {
        const query = this.#database('changes')
          .where({ state })
          .orderBy(['created_at', 'number'])
          .limit(size)
          .select('number', 'created_at', 'document');
        if (after) {
          query.whereRaw('(created_at, number) > (?, ?)', [
            after.at,
            after.number,
          ]);
        }
        const rows = await query;
        const last = rows[rows.length - 1];
        after =
          rows.length === size
            ? { at: toIsoTime(last.created_at), number: last.number }
            : undefined;
        if (rows.length) {
          yield rows.map(row => readDocument(row.document));
        }
      } while (after);
    }
  }
}
