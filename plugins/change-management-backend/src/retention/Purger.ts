import {
  finalStates,
  purgedData,
  purgeSchema,
  purgeSubject,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { keptHashOf } from '../audit/Purges';
import { RecordTrail } from '../audit/RecordTrail';
import { Sealer } from '../audit/Sealer';
import { trailColumns, TrailRow } from '../audit/trailRows';
import { BlankChange } from '../changes/blankChange';
import { NoticeBook } from '../notices/NoticeBook';
import { toChangeId } from '../platform/changeId';
import { isPostgres } from '../platform/database';
import { whereNotHeld } from './LegalHolds';

const batch = 100;
const YEAR = 365.25 * 24 * 60 * 60 * 1000;

/** What {@link Purger} is made from. */
export interface PurgerOptions {
  database: Knex;
  blankChange: BlankChange;
  noticeBook: Pick<NoticeBook, 'blank'>;
  trail: RecordTrail;
  sealer: Sealer;
  /** For how long content is kept after a change has ended; nothing is purged without it. */
  years: number | undefined;
  clock: () => Date;
}

/**
 * Takes the content away of changes that ended long ago and on which no hold lies: out of the change, its notices and its
 * trail. First it is written down what is left of each event, and sealed; then the content goes. A purge that was
 * interrupted in between goes on with the next.
 */
export class Purger {
  readonly #options: PurgerOptions;

  constructor(options: PurgerOptions) {
    this.#options = options;
  }

  /** @returns how many changes it purged */
  async purge(signal?: AbortSignal): Promise<number> {
    const { sealer, years } = this.#options;
    let purged = 0;
    if (years === undefined) {
      return purged;
    }
    for (;;) {
      for (const number of await this.#due()) {
        await this.#note(number);
      }
      await sealer.seal(signal);
      const noted = await this.#noted();
      for (const number of noted) {
        if (signal?.aborted) {
          return purged;
        }
        purged += (await this.#blank(number)) ? 1 : 0;
      }
      if (noted.length < batch || signal?.aborted) {
        return purged;
      }
    }
  }

  /** Ended long enough ago, sealed from end to end, and not purged yet. */
  async #due(): Promise<number[]> {
    const { database } = this.#options;
    const rows = await this.#whereMayGo(
      database('changes')
        .whereNotExists(purge =>
          purge
            .from('audit_purges')
            .select(database.raw('1'))
            .whereRaw('audit_purges.change_number = changes.number'),
        )
        .whereNotExists(unsealed =>
          unsealed
            .from('audit_events as event')
            .leftJoin('audit_leaves as leaf', join =>
              join
                .on('leaf.position', 'event.position')
                .andOnVal('leaf.source', 'change'),
            )
            .select(database.raw('1'))
            .whereRaw('event.change_number = changes.number')
            .whereNull('leaf.leaf_index'),
        )
        .orderBy('changes.number')
        .limit(batch)
        .select('changes.number'),
    );
    return rows.map(({ number }: { number: number }) => number);
  }

  /** Written down, and still there; what has been held meanwhile stays until it is released. */
  async #noted(): Promise<number[]> {
    const rows = await this.#whereMayGo(
      this.#options
        .database('audit_purges as purge')
        .join('changes', 'changes.number', 'purge.change_number')
        .join('audit_events as event', join =>
          join
            .on('event.change_number', 'purge.change_number')
            .andOnVal('event.type', 'created'),
        )
        .whereNot('event.data', purgedData)
        .orderBy('purge.change_number')
        .limit(batch)
        .select('purge.change_number as number'),
    );
    return rows.map(({ number }: { number: number }) => number);
  }

  async #note(number: number): Promise<void> {
    const { database, trail, clock } = this.#options;
    const changeId = toChangeId(number);
    await database.transaction(async tx => {
      const at = clock().toISOString();
      const [added] = await tx('audit_purges')
        .insert({ change_number: number, noted_at: at })
        .onConflict('change_number')
        .ignore()
        .returning('change_number');
      if (added === undefined) {
        return;
      }
      const rows: (TrailRow & { leaf: string })[] = await tx(
        'audit_events as event',
      )
        .join('audit_leaves as leaf', join =>
          join
            .on('leaf.position', 'event.position')
            .andOnVal('leaf.source', 'change'),
        )
        .join('audit_nodes as node', join =>
          join
            .on('node.node_index', 'leaf.leaf_index')
            .andOnVal('node.level', 0),
        )
        .where('event.change_number', number)
        .orderBy('event.sequence')
        .select(...trailColumns(tx, 'change'), 'node.hash as leaf');
      const events = rows.map(({ leaf, ...row }) => ({
        sequence: row.sequence,
        kept: keptHashOf(row),
        leaf,
      }));
      await trail.append(
        tx,
        purgeSubject(changeId),
        [{ type: 'purged', changeId, events }],
        { actor: systemActor.userRef, at },
      );
    });
  }

  /**
   * What was written down goes; what came after it, a comment for example, is as young as it is, and stays.
   *
   * @returns false where it may not go any more
   */
  async #blank(number: number): Promise<boolean> {
    const { database, trail, blankChange, noticeBook } = this.#options;
    return database.transaction(async tx => {
      const change = await blankChange(tx, number, () =>
        this.#mayGo(tx, number),
      );
      if (!change) {
        return false;
      }
      await noticeBook.blank(tx, change);
      const written = await trail.list(purgeSubject(change.id), tx);
      await tx('audit_events')
        .where({ change_number: number })
        .whereIn(
          'sequence',
          written.flatMap(({ data }) =>
            purgeSchema.parse(data).events.map(({ sequence }) => sequence),
          ),
        )
        .update({ data: purgedData });
      return true;
    });
  }

  /** Whoever places a hold at the same time waits until the content is gone, or is seen here. */
  async #mayGo(tx: Knex.Transaction, number: number): Promise<boolean> {
    if (isPostgres(tx)) {
      await tx.raw('lock table legal_holds in share mode');
    }
    const found = await this.#whereMayGo(
      tx('changes').where('changes.number', number).select('changes.number'),
    );
    return found.length > 0;
  }

  /** Limits a query on `changes` to those that ended long enough ago and on which no hold lies. */
  #whereMayGo(query: Knex.QueryBuilder): Knex.QueryBuilder {
    const { years, clock } = this.#options;
    const before = new Date(clock().getTime() - years! * YEAR).toISOString();
    return whereNotHeld(
      query
        .whereIn('changes.state', finalStates)
        .where('changes.closed_at', '<', before),
    );
  }
}
