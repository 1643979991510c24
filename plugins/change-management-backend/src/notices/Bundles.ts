import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { bundleOf } from './bundleOf';
import { Notice } from './NoticeService';
import { NoticeRow, NoticeStore, toNotice } from './NoticeStore';

const peopleAtOnce = 100;

/** Puts what has been kept for somebody into one notice once it is time: at the end of a busy moment, or once a day. */
export class Bundles {
  readonly #database: Knex;
  readonly #store: NoticeStore;

  constructor(options: { database: Knex; store: NoticeStore }) {
    this.#database = options.database;
    this.#store = options.store;
  }

  /** Makes the bundles that are due; several processes may, as whatever one has put into a bundle is in no other. */
  async collect(
    channelsOf: (notice: Notice) => string[],
    now: Date,
  ): Promise<void> {
    let people: { user_ref: string }[];
    do {
      people = await this.#due(this.#database, now)
        .distinct('user_ref')
        .limit(peopleAtOnce);
      for (const { user_ref } of people) {
        await this.#database.transaction(tx =>
          this.#collectFor(tx, user_ref, channelsOf, now),
        );
      }
    } while (people.length === peopleAtOnce);
  }

  #due(knex: Knex, now: Date) {
    return knex('notice_readers')
      .whereNotNull('bundle_at')
      .whereNull('bundle_id')
      .where('bundle_at', '<=', now);
  }

  async #collectFor(
    tx: Knex.Transaction,
    userRef: string,
    channelsOf: (notice: Notice) => string[],
    now: Date,
  ): Promise<void> {
    const id = randomUUID();
    // Another process waits here, and then finds nothing left.
    const kept: { notice_id: string }[] = await this.#due(tx, now)
      .where({ user_ref: userRef })
      .update({ bundle_id: id })
      .returning('notice_id');
    if (kept.length === 0) {
      return;
    }
    const rows = await tx<NoticeRow>('notices')
      .whereIn(
        'id',
        kept.map(({ notice_id }) => notice_id),
      )
      .orderBy(['created_at', 'id']);
    const bundle = { ...bundleOf(userRef, rows.map(toNotice)), id };
    await this.#store.insert(tx, [bundle], channelsOf, now);
  }
}
