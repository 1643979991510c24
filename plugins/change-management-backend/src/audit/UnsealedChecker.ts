import {
  BadEvent,
  problemOf,
  TrailSource,
  trailSources,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';
import { ChainWalk } from './chains';
import { hashOfEvent } from './hashing';
import { SealedEvents } from './SealedEvents';
import { readSealingState, Sealing } from './sealingState';
import {
  toBadEvent,
  toWritten,
  trailColumns,
  TrailRow,
  trailTables,
} from './trailRows';
import { whereUnsealed } from './UnsealedEvents';

const HOUR = 60 * 60 * 1000;
/** Rows that one statement looks at, so that none takes long. */
const window = 20_000;

/** What was found of the events that the log does not hold. */
export interface UnsealedVerdict {
  unsealed: number;
  bad?: BadEvent;
}

/** Checks what no checkpoint covers yet, and that nothing is missing from the end of any trail. */
export class UnsealedChecker {
  readonly #database: Knex;
  readonly #events: SealedEvents;
  readonly #clock: () => Date;

  constructor(options: {
    database: Knex;
    events: SealedEvents;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#events = options.events;
    this.#clock = options.clock;
  }

  async check(size: number): Promise<UnsealedVerdict> {
    const state = await readSealingState(this.#database);
    let unsealed = 0;
    for (const source of trailSources) {
      const found = await this.#checkSource(source, state);
      unsealed += found.unsealed;
      if (found.bad) {
        return { unsealed, bad: found.bad };
      }
    }
    const bad =
      (await this.#findStrayLeaf(size)) ?? (await this.#findWrongEnd());
    return { unsealed, bad };
  }

  async #checkSource(
    source: TrailSource,
    state: Sealing,
  ): Promise<UnsealedVerdict> {
    const { table } = trailTables[source];
    const end = await this.#database(table).max({ last: 'position' }).first();
    const last = Number(end?.last ?? 0);
    const chains = new ChainWalk(this.#database);
    let unsealed = 0;
    for (let from = 0; from < last; from += window) {
      const rows: TrailRow[] = await whereUnsealed(
        this.#database(`${table} as event`)
          .orderBy('event.position')
          .select(trailColumns(this.#database, source)),
        source,
        { after: from, upTo: Math.min(from + window, last) },
      );
      const previous = await chains.previousOf(rows);
      for (const [i, row] of rows.entries()) {
        const event = toWritten(row);
        const reason =
          problemOf(event, hashOfEvent(event), previous[i]) ??
          this.#isOverdue(row, state);
        if (reason) {
          return { unsealed, bad: toBadEvent(row, reason) };
        }
        unsealed += 1;
      }
    }
    return { unsealed };
  }

  #isOverdue(
    row: TrailRow,
    { marks, nextMarks, nextAt = Infinity }: Sealing,
  ): string | undefined {
    const position = Number(row.position);
    const now = this.#clock().getTime();
    const isPassedBy =
      position <= marks[row.source] ||
      (position <= nextMarks[row.source] && now - nextAt > HOUR);
    // The mark moves every hour, so that one of two hours ago tells that nothing has been sealed for one.
    const isStalled =
      now - nextAt > 2 * HOUR &&
      now - Date.parse(toIsoTime(row.occurred_at)) > HOUR;
    return isPassedBy || isStalled
      ? 'has not been sealed for more than an hour'
      : undefined;
  }

  /** A leaf after the latest checkpoint whose event is not there. */
  async #findStrayLeaf(size: number): Promise<BadEvent | undefined> {
    for (let from = size; ; from += window) {
      const page = await this.#events.page({ from, to: from + window });
      const stray = page.find(({ row }) => !row);
      if (stray) {
        const { source, subject, sequence, leafIndex } = stray;
        return { source, subject, sequence, leafIndex, reason: 'is gone' };
      }
      if (page.length === 0) {
        return undefined;
      }
    }
  }

  /** Each change remembers where its trail ends, so that none can be cut short or gone on with. */
  async #findWrongEnd(): Promise<BadEvent | undefined> {
    const knex = this.#database;
    const end = await knex('changes').max({ last: 'number' }).first();
    const last = Number(end?.last ?? 0);
    for (let from = 0; from < last; from += window) {
      const wrong = await knex('changes')
        .where('number', '>', from)
        .where('number', '<=', from + window)
        .where(either =>
          either
            .whereNotExists(latest =>
              latest
                .from('audit_events as event')
                .select(knex.raw('1'))
                .whereRaw('event.change_number = changes.number')
                .whereRaw('event.sequence = changes.audit_sequence')
                .whereRaw('event.hash = changes.audit_hash'),
            )
            .orWhereExists(later =>
              later
                .from('audit_events as event')
                .select(knex.raw('1'))
                .whereRaw('event.change_number = changes.number')
                .whereRaw('event.sequence > changes.audit_sequence'),
            ),
        )
        .orderBy('number')
        .first('number', 'audit_sequence');
      if (wrong) {
        return toBadEvent(
          {
            source: 'change',
            subject: wrong.number,
            sequence: wrong.audit_sequence,
          },
          'is not where its change says that the trail ends',
        );
      }
    }
    return undefined;
  }
}
