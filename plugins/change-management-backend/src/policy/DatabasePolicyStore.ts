import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { restorePolicy } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toCanonicalJson } from '../platform/canonical';
import { isPostgres, toIsoTime } from '../platform/database';
import {
  Act,
  Amendment,
  PolicyStore,
  Published,
  StoredPolicy,
} from './PolicyStore';

function toRow(policy: StoredPolicy) {
  const { proposed, approved, published, withdrawn } = policy;
  return {
    version: policy.version,
    state: policy.state,
    effective_date: policy.effectiveDate,
    based_on: policy.basedOn ?? null,
    note: policy.note ?? null,
    findings: policy.findings.length ? JSON.stringify(policy.findings) : null,
    authors: JSON.stringify(policy.authors),
    proposed_by: proposed.by,
    proposed_at: proposed.at,
    approved_by: approved?.by ?? null,
    approved_at: approved?.at ?? null,
    published_by: published?.by ?? null,
    published_at: published?.at ?? null,
    withdrawn_by: withdrawn?.by ?? null,
    withdrawn_at: withdrawn?.at ?? null,
  };
}

function toContentRow({ document, digest }: StoredPolicy) {
  return { document: toCanonicalJson(document), digest };
}

function toAct(by: string | null, at: Date | string | null): Act | undefined {
  return by && at ? { by, at: toIsoTime(at) } : undefined;
}

/** Versions of the policy in the table `policies`. */
export class DatabasePolicyStore implements PolicyStore {
  readonly #database: Knex;
  readonly #logger: LoggerService;

  constructor(database: Knex, logger: LoggerService) {
    this.#database = database;
    this.#logger = logger;
  }

  async list(database = this.#database): Promise<StoredPolicy[]> {
    const rows = await database('policies').select();
    return rows.map(row => this.#read(row));
  }

  async listPublished(database = this.#database): Promise<Published[]> {
    const rows = await database('policies')
      .where({ state: 'published' })
      .select('version', 'effective_date', 'published_by', 'published_at');
    return rows.map(row => ({
      version: row.version,
      effectiveDate: row.effective_date,
      published: toAct(row.published_by, row.published_at)!,
    }));
  }

  async listAmendments(reviewId: string): Promise<Amendment[]> {
    const rows = await this.#database('policies')
      .whereNotNull('findings')
      .select('version', 'state', 'findings');
    return rows
      .map(row => ({ ...row, findings: JSON.parse(row.findings) }))
      .filter(({ findings }: Amendment) =>
        findings.some(finding => finding.reviewId === reviewId),
      );
  }

  async get(
    version: string,
    database = this.#database,
  ): Promise<StoredPolicy | undefined> {
    const row = await database('policies').where({ version }).first();
    return row && this.#read(row);
  }

  async findInForce(
    today: string,
    database = this.#database,
  ): Promise<string | undefined> {
    const row = await database('policies')
      .where({ state: 'published' })
      .where('effective_date', '<=', today)
      .orderBy([
        { column: 'effective_date', order: 'desc' },
        { column: 'published_at', order: 'desc' },
        { column: 'version', order: 'desc' },
      ])
      .first('version');
    return row?.version;
  }

  async lock(tx: Knex.Transaction): Promise<void> {
    // SQLite runs one transaction at a time.
    if (isPostgres(tx)) {
      await tx.raw('LOCK TABLE policies IN SHARE ROW EXCLUSIVE MODE');
    }
  }

  async insert(tx: Knex.Transaction, policy: StoredPolicy): Promise<void> {
    const inserted = await tx('policies')
      .insert({ ...toRow(policy), ...toContentRow(policy) })
      .onConflict('version')
      .ignore()
      .returning('version');
    if (inserted.length === 0) {
      throw new ConflictError(`There is a policy ${policy.version} already.`);
    }
  }

  async update(
    tx: Knex.Transaction,
    before: StoredPolicy,
    after: StoredPolicy,
  ): Promise<void> {
    const { version, state, digest } = before;
    const updated = await tx('policies')
      .where({ version, state, digest })
      .update({
        ...toRow(after),
        ...(state === 'draft' && toContentRow(after)),
      });
    if (updated !== 1) {
      throw new ConflictError(
        `Somebody else wrote the policy ${version} at the same time. Read it again.`,
      );
    }
  }

  #read(row: any): StoredPolicy {
    const { policy, replaced } = restorePolicy(JSON.parse(row.document));
    if (replaced.length) {
      this.#logger.error(
        `This version of the plugin cannot read ${replaced.join(
          ', ',
        )} of the policy ${row.version}; the shipped policy stands in for it.`,
      );
    }
    return {
      version: row.version,
      state: row.state,
      effectiveDate: row.effective_date,
      document: policy,
      digest: row.digest,
      basedOn: row.based_on ?? undefined,
      note: row.note ?? undefined,
      findings: row.findings === null ? [] : JSON.parse(row.findings),
      authors: JSON.parse(row.authors),
      proposed: toAct(row.proposed_by, row.proposed_at)!,
      approved: toAct(row.approved_by, row.approved_at),
      published: toAct(row.published_by, row.published_at),
      withdrawn: toAct(row.withdrawn_by, row.withdrawn_at),
    };
  }
}
