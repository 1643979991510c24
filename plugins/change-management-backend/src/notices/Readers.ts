import {
  MutableNoticeKind,
  NoticeReader,
} from 'backstage-plugin-change-management-common';
import DataLoader from 'dataloader';
import { Knex } from 'knex';
import { ClaimedNotice } from './NoticeStore';
import { Preferences } from './Preferences';

/** How many notices a person gets within a minute before those for information are bundled. */
export const BURST = 5;
const MINUTE = 60_000;
const rowsAtOnce = 500;

/** Somebody whom a notice is for. */
export type Reader = Pick<NoticeReader, 'userRef' | 'manner'>;

/** A notice that is about to leave, and whom it is for. */
interface Leaving {
  notice: ClaimedNotice;
  users: string[];
}

/** How a notice comes to somebody; a bundled one with the others of that time. */
interface Place {
  manner: string;
  bundle_at?: Date;
}

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
  /** Notices that leave side by side are settled together. */
  readonly #leaving = new DataLoader<Leaving, Reader[]>(
    leaving => this.#settleAll(leaving),
    { cache: false },
  );

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
    return users.length > 0 ? this.#leaving.load({ notice, users }) : [];
  }

  async #settleAll(leaving: readonly Leaving[]): Promise<Reader[][]> {
    const now = this.#now();
    const place = await this.#placer(
      leaving
        .filter(({ notice }) => mayWait(notice))
        .flatMap(({ users }) => users),
      now,
    );
    const rows = leaving.flatMap(({ notice, users }) =>
      users.map(userRef => ({
        notice_id: notice.id,
        user_ref: userRef,
        found_at: now,
        ...place(notice, userRef),
      })),
    );
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      await this.#database('notice_readers')
        .insert(rows.slice(from, from + rowsAtOnce))
        .onConflict(['notice_id', 'user_ref'])
        .ignore();
    }
    const settled = await this.#database('notice_readers')
      .whereIn(
        'notice_id',
        leaving.map(({ notice }) => notice.id),
      )
      .select('notice_id', 'user_ref', 'manner');
    return leaving.map(({ notice }) =>
      settled
        .filter(({ notice_id }) => notice_id === notice.id)
        .map(({ user_ref, manner }) => ({ userRef: user_ref, manner })),
    );
  }

  /** Says how a notice comes to each of those whom one that may wait is for; what leaves at once is counted along. */
  async #placer(
    users: string[],
    now: Date,
  ): Promise<(notice: ClaimedNotice, userRef: string) => Place> {
    const asked = [...new Set(users)];
    const preferences = await this.#preferences.of(asked);
    const direct = await this.#direct(asked, now);
    return (notice, userRef) => {
      if (!mayWait(notice)) {
        return { manner: 'direct' };
      }
      const { muted = [], digest } = preferences.get(userRef) ?? {};
      if (muted.includes(notice.kind as MutableNoticeKind)) {
        return { manner: 'muted' };
      }
      if (digest === 'daily') {
        const bundle_at = this.#preferences.nextDigest(now);
        return { manner: 'bundled', bundle_at };
      }
      const count = direct.get(userRef) ?? 0;
      if (count >= BURST) {
        return { manner: 'bundled', bundle_at: soon(now) };
      }
      direct.set(userRef, count + 1);
      return { manner: 'direct' };
    };
  }

  /** How many notices each of them has got directly within the last minute. */
  async #direct(users: string[], now: Date): Promise<Map<string, number>> {
    if (users.length === 0) {
      return new Map();
    }
    const rows = await this.#database('notice_readers')
      .whereIn('user_ref', users)
      .where('found_at', '>', new Date(now.getTime() - MINUTE))
      .where('manner', 'direct')
      .groupBy('user_ref')
      .select('user_ref', this.#database.raw('count(*) AS direct'));
    return new Map(
      rows.map(({ user_ref, direct }) => [user_ref, Number(direct)]),
    );
  }
}
