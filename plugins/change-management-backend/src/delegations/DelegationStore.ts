import {
  Delegation,
  DelegationQuery,
  delegationStatus,
  DelegationStatus,
  Page,
  StoredDelegation,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { cutPage, decodeCursor } from '../platform/cursor';
import { isPostgres, takeTurns, toIsoTime } from '../platform/database';

interface Row {
  id: string;
  delegator: string;
  delegate: string;
  starts_at: Date | string;
  ends_at: Date | string;
  reason: string;
  created_by: string;
  created_at: Date | string;
  revoked_at: Date | string | null;
  revoked_by: string | null;
  revocation_reason: string | null;
}

const position = z.object({ from: z.iso.datetime(), id: z.string() });

function toDelegation(row: Row): StoredDelegation {
  return {
    id: row.id,
    delegator: row.delegator,
    delegate: row.delegate,
    from: toIsoTime(row.starts_at),
    until: toIsoTime(row.ends_at),
    reason: row.reason,
    createdAt: toIsoTime(row.created_at),
    createdBy: row.created_by,
    ...(row.revoked_at && {
      revokedAt: toIsoTime(row.revoked_at),
      revokedBy: row.revoked_by!,
      ...(row.revocation_reason && {
        revocationReason: row.revocation_reason,
      }),
    }),
  };
}

function whereStatus(
  query: Knex.QueryBuilder,
  status: DelegationStatus,
  now: string,
): void {
  query.orWhere(those => {
    switch (status) {
      case 'revoked':
        those.whereNotNull('revoked_at');
        break;
      case 'ended':
        those.whereNull('revoked_at').where('ends_at', '<=', now);
        break;
      case 'active':
        those
          .whereNull('revoked_at')
          .where('ends_at', '>', now)
          .where('starts_at', '<=', now);
        break;
      default:
        those.whereNull('revoked_at').where('starts_at', '>', now);
    }
  });
}

/** The table `delegations`. */
export class DelegationStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * What somebody has delegated to the same person and not revoked. Who makes one for the same delegator meanwhile waits,
   * so that two of them never overlap.
   */
  async lockGiven(
    tx: Knex.Transaction,
    delegator: string,
    delegate: string,
  ): Promise<StoredDelegation[]> {
    await takeTurns(tx, `delegations of ${delegator}`);
    const rows = await tx<Row>('delegations')
      .where({ delegator, delegate })
      .whereNull('revoked_at')
      .orderBy('starts_at');
    return rows.map(toDelegation);
  }

  async insert(tx: Knex.Transaction, given: StoredDelegation): Promise<void> {
    await tx<Row>('delegations').insert({
      id: given.id,
      delegator: given.delegator,
      delegate: given.delegate,
      starts_at: given.from,
      ends_at: given.until,
      reason: given.reason,
      created_by: given.createdBy,
      created_at: given.createdAt,
    });
  }

  /** Its row stays locked until the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<StoredDelegation | undefined> {
    const query = tx<Row>('delegations').where({ id }).first();
    const row = await (isPostgres(tx) ? query.forUpdate() : query);
    return row && toDelegation(row);
  }

  async markRevoked(
    tx: Knex.Transaction,
    { id, revokedAt, revokedBy, revocationReason }: StoredDelegation,
  ): Promise<void> {
    await tx<Row>('delegations').where({ id }).update({
      revoked_at: revokedAt,
      revoked_by: revokedBy,
      revocation_reason: revocationReason,
    });
  }

  /** Those that have not ended, upcoming ones included. */
  async listCurrent(now: string): Promise<StoredDelegation[]> {
    const rows = await this.#database<Row>('delegations')
      .whereNull('revoked_at')
      .where('ends_at', '>', now)
      .orderBy(['starts_at', 'id']);
    return rows.map(toDelegation);
  }

  /** Latest beginning first. */
  async list(
    { mine, delegator, delegate, status, limit, cursor }: DelegationQuery,
    reader: string,
    now: string,
  ): Promise<Page<Delegation>> {
    const at = cursor ? decodeCursor(cursor, position) : undefined;
    const query = this.#database<Row>('delegations').limit(limit + 1);
    const whose = (ref: string) => (ref === 'me' ? reader : ref);
    if (mine) {
      query.where(either =>
        either.where('delegator', reader).orWhere('delegate', reader),
      );
    }
    if (delegator) {
      query.where('delegator', whose(delegator));
    }
    if (delegate) {
      query.where('delegate', whose(delegate));
    }
    if (status) {
      query.where(either =>
        status.forEach(one => whereStatus(either, one, now)),
      );
    }
    if (at) {
      query.whereRaw(`(starts_at, id) ${at.back ? '>' : '<'} (?, ?)`, [
        at.position.from,
        at.position.id,
      ]);
    }
    const direction = at?.back ? 'asc' : 'desc';
    const rows = await query.orderBy([
      { column: 'starts_at', order: direction },
      { column: 'id', order: direction },
    ]);
    const page = cutPage(rows.map(toDelegation), limit, at, ({ from, id }) => ({
      from,
      id,
    }));
    return {
      items: page.rows.map(one => ({
        ...one,
        status: delegationStatus(one, now),
      })),
      pageInfo: page.pageInfo,
    };
  }
}
