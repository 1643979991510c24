import {
  AuditVerdict,
  Verification,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';

/** What verifying the whole trail has found, in the table `audit_verifications`. */
export class VerificationStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async add(
    tx: Knex.Transaction,
    { at, by, verdict, toldAt }: Verification,
  ): Promise<void> {
    await tx('audit_verifications').insert({
      verified_at: at,
      verified_by: by,
      verdict: JSON.stringify(verdict),
      told_at: toldAt ?? null,
    });
  }

  async findLatest(
    knex: Knex = this.#database,
  ): Promise<Verification | undefined> {
    const row = await knex('audit_verifications')
      .orderBy('number', 'desc')
      .first();
    return (
      row && {
        at: toIsoTime(row.verified_at),
        by: row.verified_by,
        verdict: JSON.parse(row.verdict) as AuditVerdict,
        ...(row.told_at !== null && { toldAt: toIsoTime(row.told_at) }),
      }
    );
  }
}
