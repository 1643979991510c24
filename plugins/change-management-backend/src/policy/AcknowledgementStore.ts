import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';

/** Who has said that they read which version, in the table `policy_acknowledgements`. */
export class AcknowledgementStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** When a person acknowledged each of the versions that they have. */
  async of(
    userRef: string,
    database: Knex = this.#database,
  ): Promise<Map<string, string>> {
    const rows = await database('policy_acknowledgements')
      .where({ user_ref: userRef })
      .select('version', 'acknowledged_at');
    return new Map(
      rows.map(row => [row.version, toIsoTime(row.acknowledged_at)]),
    );
  }

  /** When each person acknowledged a version. */
  async list(version: string): Promise<Map<string, string>> {
    const rows = await this.#database('policy_acknowledgements')
      .where({ version })
      .select('user_ref', 'acknowledged_at');
    return new Map(
      rows.map(row => [row.user_ref, toIsoTime(row.acknowledged_at)]),
    );
  }

  /** @returns whether it is the person's first of this version; a further one changes nothing */
  async insert(
    tx: Knex.Transaction,
    version: string,
    { by, at }: { by: string; at: string },
  ): Promise<boolean> {
    const inserted = await tx('policy_acknowledgements')
      .insert({ version, user_ref: by, acknowledged_at: at })
      .onConflict(['version', 'user_ref'])
      .ignore()
      .returning('version');
    return inserted.length > 0;
  }
}
