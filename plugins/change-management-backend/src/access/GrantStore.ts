import {
  AccessAct,
  AccessGrant,
  AccessGrantQuery,
  accessKey,
  AccessRevocation,
  EXPIRY_NOTICE_DAYS,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { whereVisible } from '../changes/visibility';
import { latestFirst } from '../platform/keyset';
import { Visibility } from '../permissions/Grants';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { isPostgres, toIsoTime } from '../platform/database';

/** A grant, and what was noticed of its end. */
export interface StoredGrant extends AccessGrant {
  expiredAt?: string;
}

const day = 24 * 60 * 60 * 1000;
const keysAtOnce = 50;

function toTime(value: string | Date | null): string | undefined {
  return value === null ? undefined : toIsoTime(value);
}

function fromRow(row: any): StoredGrant {
  return {
    id: row.id,
    principal: row.principal,
    entityRef: row.entity_ref,
    permission: row.permission,
    from: toIsoTime(row.valid_from),
    until: toTime(row.valid_until),
    grantedBy: toChangeId(row.change_number),
    grantedAt: toIsoTime(row.granted_at),
    revokedBy:
      row.revoked_by_number === null
        ? undefined
        : toChangeId(row.revoked_by_number),
    revokedAt: toTime(row.revoked_at),
    expiredAt: toTime(row.expired_at),
  };
}

/** When those concerned are told that a grant ends soon; never of one that is short anyhow. */
function warnAt(from: string, until: string | undefined): string | null {
  const at = until && Date.parse(until) - EXPIRY_NOTICE_DAYS * day;
  return at && at > Date.parse(from) ? new Date(at).toISOString() : null;
}

/** Grants in the table `access_grants`. */
export class GrantStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async get(id: string, visible: Visibility): Promise<StoredGrant | undefined> {
    const query = this.#database('access_grants').where({
      id: id.toUpperCase(),
    });
    this.#whereSeen(query, visible);
    const row = await query.first();
    return row && fromRow(row);
  }

  /** Waits until nobody else alters the access of these entities, and keeps others waiting until the transaction ends. */
  async hold(tx: Knex.Transaction, entityRefs: string[]): Promise<void> {
    // In one order, so that two changes never wait for each other.
    for (const entityRef of [...new Set(entityRefs)].sort()) {
      await tx('access_entities')
        .insert({ entity_ref: entityRef })
        .onConflict('entity_ref')
        .ignore();
      if (isPostgres(tx)) {
        await tx('access_entities')
          .where({ entity_ref: entityRef })
          .forUpdate()
          .first('entity_ref');
      }
    }
  }

  /** Every grant of the very same access, whatever has become of it. */
  async ofAccess(
    access: AccessRevocation[],
    knex: Knex = this.#database,
  ): Promise<AccessGrant[]> {
    const wanted = [
      ...new Map(access.map(each => [accessKey(each), each])).values(),
    ];
    const found: AccessGrant[] = [];
    for (let from = 0; from < wanted.length; from += keysAtOnce) {
      const rows = await knex('access_grants')
        .whereIn(
          ['principal', 'entity_ref', 'permission'],
          wanted
            .slice(from, from + keysAtOnce)
            .map(({ principal, entityRef, permission }) => [
              principal,
              entityRef,
              permission,
            ]),
        )
        .orderBy('number');
      for (const row of rows) {
        const { expiredAt, ...grant } = fromRow(row);
        found.push(grant);
      }
    }
    return found;
  }

  /** Writes what a change did, in its transaction. */
  async append(
    tx: Knex.Transaction,
    act: AccessAct,
    { changeId, now }: { changeId: string; now: string },
  ): Promise<void> {
    const { type, id, from, until } = act;
    const number = toChangeNumber(changeId);
    switch (type) {
      case 'granted':
        await tx('access_grants').insert({
          id,
          principal: act.principal,
          entity_ref: act.entityRef,
          permission: act.permission,
          valid_from: from,
          valid_until: until ?? null,
          change_number: number,
          granted_at: now,
          warn_at: warnAt(from, until),
        });
        break;
      case 'extended':
        await tx('access_grants')
          .where({ id })
          .update({
            valid_until: until ?? null,
            warn_at: warnAt(from, until),
            warned_at: null,
          });
        break;
      default:
        await tx('access_grants')
          .where({ id })
          .update({ revoked_by_number: number, revoked_at: now });
    }
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find(
    {
      principal,
      entityRef,
      permission,
      status,
      revocation,
      at,
      changeId,
      limit,
      cursor,
    }: Omit<AccessGrantQuery, 'scope' | 'at'> & { at: string },
    visible: Visibility,
  ): Promise<Page<StoredGrant>> {
    const query = this.#database('access_grants').where('granted_at', '<=', at);
    this.#whereSeen(query, visible);
    const several = { principal, entity_ref: entityRef };
    for (const [column, values] of Object.entries(several)) {
      if (values) {
        query.whereIn(column, values);
      }
    }
    if (permission) {
      query.where({ permission });
    }
    if (changeId) {
      const number = toChangeNumber(changeId) ?? 0;
      query.where(either =>
        either
          .where({ change_number: number })
          .orWhere({ revoked_by_number: number }),
      );
    }
    if (revocation) {
      query.whereNotNull('expired_at').whereNull('revoked_at');
    }
    this.#whereStatus(query, status, at);
    return latestFirst<any, StoredGrant>(
      query,
      'granted_at',
      { limit, cursor },
      fromRow,
    );
  }

  /** Notes that grants have expired. @returns those of which nobody had noted it, up to a limit */
  async noteExpired(
    tx: Knex.Transaction,
    now: string,
    limit: number,
  ): Promise<StoredGrant[]> {
    return this.#claim(tx, 'expired_at', 'valid_until', now, limit);
  }

  /** Notes that people are told that grants end soon; otherwise as {@link GrantStore.noteExpired}. */
  async noteWarned(
    tx: Knex.Transaction,
    now: string,
    limit: number,
  ): Promise<StoredGrant[]> {
    return this.#claim(tx, 'warned_at', 'warn_at', now, limit);
  }

  async #claim(
    tx: Knex.Transaction,
    mark: string,
    due: string,
    now: string,
    limit: number,
  ): Promise<StoredGrant[]> {
    const open = () =>
      tx('access_grants')
        .whereNull('revoked_at')
        .whereNull(mark)
        .where(due, '<=', now);
    const candidates = await open()
      .orderBy('number')
      .limit(limit)
      .select('number');
    const rows = await open()
      .whereIn(
        'number',
        candidates.map(({ number }) => number),
      )
      .update({ [mark]: now })
      .returning('*');
    return rows.sort((a: any, b: any) => a.number - b.number).map(fromRow);
  }

  #whereStatus(
    query: Knex.QueryBuilder,
    status: AccessGrantQuery['status'],
    at: string,
  ): void {
    if (status === 'revoked') {
      query.where('revoked_at', '<=', at);
      return;
    }
    if (status === 'all') {
      return;
    }
    query.where(open =>
      open.whereNull('revoked_at').orWhere('revoked_at', '>', at),
    );
    if (status === 'expired') {
      query.where('valid_until', '<=', at);
      return;
    }
    query
      .where(lasting =>
        lasting.whereNull('valid_until').orWhere('valid_until', '>', at),
      )
      .where('valid_from', status === 'future' ? '>' : '<=', at);
  }

  /** Limits grants to those that changes gave which the reader may see. */
  #whereSeen(query: Knex.QueryBuilder, visible: Visibility): void {
    if (visible !== 'all') {
      query.whereExists(exists => {
        exists
          .from('changes')
          .select(this.#database.raw('1'))
          .whereRaw('changes.number = access_grants.change_number');
        whereVisible(exists, visible);
      });
    }
  }
}
