import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { hashOf } from './canonical';
import { isPostgres } from './database';
import { prepared } from './prepared';

/** A request that its sender may repeat: the same key gives the same answer. */
export interface RepeatableRequest {
  userRef: string;
  key: string;
  /** Method and path. */
  operation: string;
  body: unknown;
}

/**
 * Runs work in a transaction, at most once per `Idempotency-Key` of a user.
 *
 * The key is written first: on PostgreSQL a second request with the same key waits there until the first one has
 * committed and then gets its answer; on SQLite transactions queue up anyway. A request that fails leaves no key behind.
 */
export class Idempotency {
  readonly #database: Knex;
  readonly #now: () => Date;

  constructor(database: Knex, now: () => Date) {
    this.#database = database;
    this.#now = now;
  }

  /** @throws ConflictError when the key was used for another request */
  async run<T>(
    request: RepeatableRequest | undefined,
    work: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return this.#database.transaction(async tx => {
      if (!request) {
        return work(tx);
      }
      const { userRef, key, operation } = request;
      const bodyHash = hashOf(request.body ?? null);
      const claimed = await prepared(
        tx('idempotency_keys')
          .insert({
            user_ref: userRef,
            key,
            operation,
            body_hash: bodyHash,
            created_at: this.#now().toISOString(),
          })
          .onConflict(['user_ref', 'key'])
          .ignore()
          .returning('key'),
      );
      if (claimed.length === 0) {
        const first = await tx('idempotency_keys')
          .where({ user_ref: userRef, key })
          .first();
        if (first?.operation !== operation || first.body_hash !== bodyHash) {
          throw new ConflictError(
            `The Idempotency-Key ${key} was used for another request.`,
          );
        }
        return JSON.parse(first.response);
      }
      const response = await work(tx);
      await prepared(
        tx('idempotency_keys')
          .where({ user_ref: userRef, key })
          .update({ response: JSON.stringify(response) }),
      );
      return response;
    });
  }

  /** The same for work that is one statement; without a key, PostgreSQL needs no transaction around it. */
  async runOne<T>(
    request: RepeatableRequest | undefined,
    work: (knex: Knex) => Promise<T>,
  ): Promise<T> {
    return !request && isPostgres(this.#database)
      ? work(this.#database)
      : this.run(request, work);
  }

  /** Forgets the keys of requests older than a day. */
  async purge(): Promise<void> {
    const dayAgo = new Date(this.#now().getTime() - 24 * 60 * 60 * 1000);
    await this.#database('idempotency_keys')
      .where('created_at', '<', dayAgo.toISOString())
      .delete();
  }
}
