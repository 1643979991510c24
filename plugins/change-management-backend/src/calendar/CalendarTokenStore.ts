import { CalendarToken } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isPostgres, takeTurns, toIsoTime } from '../platform/database';

interface Row {
  id: string;
  token_hash: string;
  user_ref: string;
  name: string;
  created_at: Date | string;
  last_used_at: Date | string | null;
  revoked_at: Date | string | null;
}

/** A token and whom it stands for. */
export interface StoredToken extends CalendarToken {
  userRef: string;
}

function toToken(row: Row): StoredToken {
  return {
    id: row.id,
    userRef: row.user_ref,
    name: row.name,
    createdAt: toIsoTime(row.created_at),
    ...(row.last_used_at && { lastUsedAt: toIsoTime(row.last_used_at) }),
    ...(row.revoked_at && { revokedAt: toIsoTime(row.revoked_at) }),
  };
}

/** The table `calendar_tokens`. */
export class CalendarTokenStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Those of a person that are not revoked. Who makes one for the same person meanwhile waits, so that they stay few. */
  async lockOwn(tx: Knex.Transaction, userRef: string): Promise<StoredToken[]> {
    await takeTurns(tx, `calendar tokens of ${userRef}`);
    return this.listOwn(userRef, tx);
  }

  /** Those of a person that are not revoked, the latest first. */
  async listOwn(
    userRef: string,
    knex: Knex = this.#database,
  ): Promise<StoredToken[]> {
    const rows = await knex<Row>('calendar_tokens')
      .where('user_ref', userRef)
      .whereNull('revoked_at')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map(toToken);
  }

  async insert(
    tx: Knex.Transaction,
    { id, userRef, name, createdAt }: StoredToken,
    tokenHash: string,
  ): Promise<void> {
    await tx<Row>('calendar_tokens').insert({
      id,
      token_hash: tokenHash,
      user_ref: userRef,
      name,
      created_at: createdAt,
    });
  }

  /** Its row stays locked until the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<StoredToken | undefined> {
    const query = tx<Row>('calendar_tokens').where({ id }).first();
    const row = await (isPostgres(tx) ? query.forUpdate() : query);
    return row && toToken(row);
  }

  async markRevoked(
    tx: Knex.Transaction,
    { id, revokedAt }: StoredToken,
  ): Promise<void> {
    await tx<Row>('calendar_tokens')
      .where({ id })
      .update({ revoked_at: revokedAt });
  }

  /** One that is not revoked, by the hash of its token. */
  async findByHash(tokenHash: string): Promise<StoredToken | undefined> {
    const row = await this.#database<Row>('calendar_tokens')
      .where('token_hash', tokenHash)
      .whereNull('revoked_at')
      .first();
    return row && toToken(row);
  }

  async markUsed(id: string, at: string): Promise<void> {
    await this.#database<Row>('calendar_tokens')
      .where({ id })
      .update({ last_used_at: at });
  }
}
