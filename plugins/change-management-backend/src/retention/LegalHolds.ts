import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Actor,
  LegalHold,
  LegalHoldForm,
  LegalHoldQuery,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { isPostgres, toIsoTime } from '../platform/database';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { latestFirst, numberIn } from '../platform/keyset';

const prefix = 'HOLD';

function toHold(row: any): LegalHold {
  return {
    id: `${prefix}-${row.number}`,
    ...(row.entity_ref !== null && { entityRef: row.entity_ref }),
    ...(row.change_number !== null && {
      changeId: toChangeId(row.change_number),
    }),
    reason: row.reason,
    placedBy: row.placed_by,
    placedAt: toIsoTime(row.placed_at),
    ...(row.released_at !== null && {
      release: {
        by: row.released_by,
        at: toIsoTime(row.released_at),
        reason: row.release_reason,
      },
    }),
  };
}

/** @throws NotAllowedError unless the actor is the security manager or the CTO */
function requireHolder({ roles }: Actor): void {
  if (!roles.some(({ role }) => role === 'securityManager' || role === 'cto')) {
    throw new NotAllowedError(
      'Only the security manager or the CTO may place or release a legal hold (role securityManager or cto is missing).',
    );
  }
}

/** What must not be purged, in the table `legal_holds`. */
export class LegalHolds {
  readonly #database: Knex;
  readonly #trail: RecordTrail;
  readonly #idempotency: Idempotency;
  readonly #clock: () => Date;

  constructor(options: {
    database: Knex;
    trail: RecordTrail;
    idempotency: Idempotency;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#trail = options.trail;
    this.#idempotency = options.idempotency;
    this.#clock = options.clock;
  }

  /** @throws InputError for a cursor that this list has not given out */
  async list({ limit, cursor }: LegalHoldQuery): Promise<Page<LegalHold>> {
    return latestFirst<any, LegalHold>(
      this.#database('legal_holds').select('*'),
      'placed_at',
      { limit, cursor },
      toHold,
    );
  }

  /** @throws NotAllowedError */
  async place(
    actor: Actor,
    { entityRef, changeId, reason }: LegalHoldForm,
    request?: RepeatableRequest,
  ): Promise<LegalHold> {
    requireHolder(actor);
    return this.#idempotency.run(request, async tx => {
      const at = this.#clock().toISOString();
      const [row] = await tx('legal_holds')
        .insert({
          entity_ref: entityRef ?? null,
          change_number: changeId ? toChangeNumber(changeId) : null,
          reason,
          placed_by: actor.userRef,
          placed_at: at,
        })
        .returning('*');
      const hold = toHold(row);
      await this.#append(tx, hold, actor, at, {
        type: 'placed',
        ...(entityRef && { entityRef }),
        ...(changeId && { changeId }),
        reason,
      });
      return hold;
    });
  }

  /** @throws NotAllowedError, NotFoundError, ConflictError */
  async release(
    actor: Actor,
    id: string,
    reason: string,
    request?: RepeatableRequest,
  ): Promise<LegalHold> {
    requireHolder(actor);
    const number = numberIn(prefix, id);
    return this.#idempotency.run(request, async tx => {
      const query = tx('legal_holds').where({ number: number ?? 0 });
      const row = await (isPostgres(tx) ? query.forUpdate() : query).first();
      if (!row) {
        throw new NotFoundError(`There is no legal hold ${id}.`);
      }
      if (row.released_at !== null) {
        throw new ConflictError(`${id} is released already.`);
      }
      const at = this.#clock().toISOString();
      const [released] = await tx('legal_holds')
        .where({ number })
        .update({
          released_by: actor.userRef,
          released_at: at,
          release_reason: reason,
        })
        .returning('*');
      const hold = toHold(released);
      await this.#append(tx, hold, actor, at, { type: 'released', reason });
      return hold;
    });
  }

  async #append(
    tx: Knex.Transaction,
    { id }: LegalHold,
    { userRef: actor }: Actor,
    at: string,
    act: { type: string } & Record<string, unknown>,
  ): Promise<void> {
    await this.#trail.append(tx, `legal-hold:${id}`, [act], { actor, at });
  }
}

/** Limits a query on `changes` to those on which no hold lies. */
export function whereNotHeld(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.whereNotExists(hold =>
    hold
      .from('legal_holds as hold')
      .select(hold.client.raw('1'))
      .whereNull('hold.released_at')
      .where(either =>
        either
          .whereRaw('hold.change_number = changes.number')
          .orWhereExists(touched =>
            touched
              .from('change_entities as touched')
              .select(touched.client.raw('1'))
              .whereRaw('touched.change_number = changes.number')
              .whereRaw(
                '(touched.entity_ref = hold.entity_ref OR touched.system_ref = hold.entity_ref)',
              ),
          ),
      ),
  );
}
