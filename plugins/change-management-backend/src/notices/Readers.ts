import {
  MutableNoticeKind,
  NoticeReader,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ClaimedNotice } from './NoticeStore';
import { Preferences } from './Preferences';

/** How many notices a person gets within a minute before those for information are bundled. */
export const BURST = 5;
const MINUTE = 60_000;
const rowsAtOnce = 500;

/** Somebody whom a notice is for. */
export type Reader = Pick<NoticeReader, 'userRef' | 'manner'>;

/** What asks for something, tells in advance or is urgent comes at once, whatever somebody prefers. */
function mayWait({ kind, purpose, severity }: ClaimedNotice): boolean {
  return (
    purpose === 'information' &&
    kind !== 'digest' &&
    (severity === 'low' || severity === 'normal')
  );
}

/** The first full minute that is at least half a minute away, so that what comes up in a busy moment leaves together. */
function soon(now: Date): Date {
  return new Date(Math.ceil((now.getTime() + MINUTE / 2) / MINUTE) * MINUTE);
}

/** Who a notice is for, and how it comes to each of them; in the table `notice_readers`. */
export class Readers {
  readonly #database: Knex;
  readonly #preferences: Preferences;
  readonly #now: () => Date;

  constructor(options: {
    database: Knex;
    preferences: Preferences;
    now?: () => Date;
  }) {
    this.#database = options.database;
    this.#preferences = options.preferences;
    this.#now = options.now ?? (() => new Date());
  }

  /** Writes down, before it leaves, who gets it how; what an earlier attempt has written stands. */
  async settle(notice: ClaimedNotice, users: string[]): Promise<Reader[]> {
    const now = this.#now();
    const place = mayWait(notice)
      ? await this.#placeOf(notice, users, now)
      : () => ({ manner: 'direct' });
    for (let from = 0; from < users.length; from += rowsAtOnce) {
      await this.#database('notice_readers')
        .insert(
          users.slice(from, from + rowsAtOnce).map(userRef => ({
            notice_id: notice.id,
            user_ref: userRef,
            found_at: now,
            ...place(userRef),
          })),
        )
        .onConflict(['notice_id', 'user_ref'])
        .ignore();
    }
    const rows = await this.#database('notice_readers')
      .where({ notice_id: notice.id })
      .select('user_ref', 'manner');
    return rows.map(({ user_ref, manner }) => ({ userRef: user_ref, manner }));
  }

  async #placeOf(
    { kind }: ClaimedNotice,
    users: string[],
    now: Date,
  ): Promise<(userRef: string) => { manner: string; bundle_at?: Date }> {
    const preferences = await this.#preferences.of(users);
    const busy = await this.#busy(users, now);
    return userRef => {
      const { muted = [], digest } = preferences.get(userRef) ?? {};
      if (muted.includes(kind as MutableNoticeKind)) {
        return { manner: 'muted' };
      }
      if (digest === 'daily') {
        const bundle_at = this.#preferences.nextDigest(now);
        return { manner: 'bundled', bundle_at };
      }
      return busy.has(userRef)
        ? { manner: 'bundled', bundle_at: soon(now) }
        : { manner: 'direct' };
    };
  }

  /** Those who have got a burst of notices within the last minute. */
  async #busy(users: string[], now: Date): Promise<Set<string>> {
    const rows = await this.#database('notice_readers')
      .whereIn('user_ref', users)
      .where('found_at', '>', new Date(now.getTime() - MINUTE))
      .where('manner', 'direct')
      .groupBy('user_ref')
      .having(this.#database.raw('count(*) >= ?', [BURST]))
      .select('user_ref');
    return new Set(rows.map(({ user_ref }) => user_ref));
  }
}
