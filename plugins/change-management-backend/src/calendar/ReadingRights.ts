import { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  stringifyError,
} from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { Actor } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecentReads } from '../catalog/RecentReads';
import { ActorDirectory } from '../people/ActorDirectory';
import { ChangeAuthorizer } from '../permissions/ChangeAuthorizer';
import { Visibility } from '../permissions/Grants';
import { toIsoTime } from '../platform/database';

/** Days for which what the permission policy said of somebody holds without a visit of theirs. */
export const RIGHTS_DAYS = 30;
/** Milliseconds for which a decision that stays the same is not written down again. */
const NOTED_EVERY = 60_000;
const PEOPLE_AT_MOST = 5_000;
const day = 24 * 60 * 60 * 1000;

interface Row {
  user_ref: string;
  decision: string;
  ownership: string;
  decided_at: Date | string;
}

/** Somebody who is not signed in, and what they may read. */
export interface Reader {
  actor: Actor;
  visible: Visibility;
}

/**
 * What the owners of calendar feeds may read, for the time when they are not there to ask the permission policy for. The
 * decision that it gave last is kept, conditions included, and applied to the changes as they are; in the table
 * `reading_rights`. ADR 0021 says why.
 */
export class ReadingRights {
  readonly #options: {
    database: Knex;
    actors: ActorDirectory;
    authorizer: ChangeAuthorizer;
    logger: LoggerService;
    clock: () => Date;
  };
  readonly #noted: RecentReads<true>;

  constructor(options: {
    database: Knex;
    actors: ActorDirectory;
    authorizer: ChangeAuthorizer;
    logger: LoggerService;
    clock: () => Date;
  }) {
    this.#options = options;
    this.#noted = new RecentReads({
      keepFor: NOTED_EVERY,
      keepAbsentFor: 0,
      atMost: PEOPLE_AT_MOST,
      now: () => options.clock().getTime(),
    });
  }

  /**
   * Keeps what may be read by somebody who makes a feed.
   *
   * @throws NotFoundError for somebody whom the catalog does not know: nobody could tell later whether they still belong
   */
  async keep(userRef: string, decision: PolicyDecision): Promise<void> {
    const columns = await this.#columns(userRef, decision);
    await this.#options
      .database<Row>('reading_rights')
      .insert({ user_ref: userRef, ...columns })
      .onConflict('user_ref')
      .merge();
  }

  /** Takes note of what the policy says now of somebody who is here, if they have a feed; never rejects. */
  async note(userRef: string, decision: PolicyDecision): Promise<void> {
    const key = `${userRef} ${JSON.stringify(decision)}`;
    try {
      await this.#noted.get([key], async () => {
        const { database } = this.#options;
        const own = () =>
          database<Row>('reading_rights').where('user_ref', userRef);
        if (await own().first('user_ref')) {
          await own().update(await this.#columns(userRef, decision));
        }
        return new Map([[key, true]]);
      });
    } catch (error) {
      this.#options.logger.warn(
        `What ${userRef} may read was not noted for their calendar feeds. ${stringifyError(
          error,
        )}`,
      );
    }
  }

  /**
   * Somebody as the catalog knows them now, and what they may read.
   *
   * @returns undefined for somebody who has left
   * @throws NotAllowedError when the decision is too old, or was made of somebody who belonged to more
   */
  async of(userRef: string): Promise<Reader | undefined> {
    const { database, clock } = this.#options;
    const [row, actor] = await Promise.all([
      database<Row>('reading_rights').where('user_ref', userRef).first(),
      this.#find(userRef),
    ]);
    if (!row || !actor) {
      return undefined;
    }
    const age = clock().getTime() - Date.parse(toIsoTime(row.decided_at));
    const belonged: string[] = JSON.parse(row.ownership);
    const holds =
      age <= RIGHTS_DAYS * day &&
      belonged.every(ref => actor.ownership.includes(ref));
    const visible = holds && this.#apply(JSON.parse(row.decision));
    if (!visible) {
      throw new NotAllowedError(
        'Open the changes in the portal once: what you may read has to be looked up anew for your calendar.',
      );
    }
    return { actor, visible };
  }

  async #find(userRef: string): Promise<Actor | undefined> {
    try {
      return await this.#options.actors.getActorByRef(userRef);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  #apply(decision: PolicyDecision): Visibility | undefined {
    try {
      return this.#options.authorizer.visibilityOf(decision);
    } catch (error) {
      // A rule that is gone, or takes other parameters since the portal was last deployed.
      this.#options.logger.warn(
        `A kept permission decision cannot be applied any more. ${stringifyError(
          error,
        )}`,
      );
      return undefined;
    }
  }

  async #columns(userRef: string, decision: PolicyDecision) {
    const { actors, clock } = this.#options;
    // It may take a while until it is written; the decision is as old as the question.
    const decidedAt = clock().toISOString();
    const { ownership } = await actors.getActorByRef(userRef);
    return {
      decision: JSON.stringify(decision),
      ownership: JSON.stringify(ownership),
      decided_at: decidedAt,
    };
  }
}
