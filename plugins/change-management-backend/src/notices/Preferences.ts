import {
  NoticePreferences,
  NoticePreferencesInput,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** What each person wants to get of what is for their information; in the table `notice_preferences`. */
export class Preferences {
  readonly #database: Knex;
  readonly #digestHour: number;
  readonly #now: () => Date;

  /** @param options - the hour of the day (UTC) at which daily digests leave */
  constructor(options: {
    database: Knex;
    digestHour: number;
    now?: () => Date;
  }) {
    this.#database = options.database;
    this.#digestHour = options.digestHour;
    this.#now = options.now ?? (() => new Date());
  }

  /** Of those who have chosen something. */
  async of(
    users: string[],
    knex: Knex = this.#database,
  ): Promise<Map<string, NoticePreferences>> {
    if (users.length === 0) {
      return new Map();
    }
    const rows = await knex('notice_preferences').whereIn('user_ref', users);
    return new Map(
      rows.map(({ user_ref, digest, muted }) => [
        user_ref,
        { digest, muted: JSON.parse(muted), digestHour: this.#digestHour },
      ]),
    );
  }

  async get(userRef: string, knex?: Knex): Promise<NoticePreferences> {
    const chosen = (await this.of([userRef], knex)).get(userRef);
    return (
      chosen ?? { digest: 'none', muted: [], digestHour: this.#digestHour }
    );
  }

  /** What is left out stays. */
  async set(
    userRef: string,
    input: NoticePreferencesInput,
  ): Promise<NoticePreferences> {
    return this.#database.transaction(async tx => {
      const before = await this.get(userRef, tx);
      const after: NoticePreferences = {
        ...before,
        digest: input.digest ?? before.digest,
        muted: [...new Set(input.muted ?? before.muted)],
      };
      await tx('notice_preferences')
        .insert({
          user_ref: userRef,
          digest: after.digest,
          muted: JSON.stringify(after.muted),
          updated_at: this.#now(),
        })
        .onConflict('user_ref')
        .merge();
      return after;
    });
  }

  /** When the next daily digest leaves. */
  nextDigest(now: Date): Date {
    const next = new Date(now);
    next.setUTCHours(this.#digestHour, 0, 0, 0);
    if (next <= now) {
      next.setUTCDate(next.getUTCDate() + 1);
    }
    return next;
  }
}
