import {
  DarkChange,
  DarkChangeQuery,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isPostgres, toIsoTime } from '../platform/database';
import { latestFirst, numberIn } from '../platform/keyset';
import { OwnedNow } from '../impact/ownedNow';
import { whereNamed } from '../platform/whereNamed';
import { whereWithin } from '../platform/whereWithin';

interface Row {
  number: number;
  occurred_at: string | Date;
  document: string;
}

const prefix = 'DARK';

function toDarkChange({ number, document }: Row): DarkChange {
  return { ...JSON.parse(document), id: `${prefix}-${number}` };
}

/** Unauthorized changes of one entity of which nobody has been told yet. */
export interface Untold {
  entityRef: string;
  numbers: number[];
}

/** Unauthorized changes in the table `dark_changes`. */
export class DarkChangeStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** @returns undefined where it is there already */
  async insert(
    tx: Knex,
    dark: Omit<DarkChange, 'id'>,
    system: string | undefined,
  ): Promise<DarkChange | undefined> {
    const [row] = await tx('dark_changes')
      .insert({
        kind: dark.kind,
        reference: dark.reference,
        entity_ref: dark.entityRef,
        system_ref: system ?? null,
        status: dark.status,
        occurred_at: dark.occurredAt,
        detected_at: dark.detectedAt,
        document: JSON.stringify(dark),
      })
      .onConflict(['kind', 'reference'])
      .ignore()
      .returning(['number', 'document']);
    return row && toDarkChange(row as Row);
  }

  async get(id: string): Promise<DarkChange | undefined> {
    const number = numberIn(prefix, id);
    return number === undefined
      ? undefined
      : this.#first(this.#database, { number });
  }

  /** Held so that nobody else can write it before the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<DarkChange | undefined> {
    const number = numberIn(prefix, id);
    return number === undefined ? undefined : this.#first(tx, { number }, true);
  }

  async lockByReference(
    tx: Knex.Transaction,
    { kind, reference }: Pick<DarkChange, 'kind' | 'reference'>,
  ): Promise<DarkChange | undefined> {
    return this.#first(tx, { kind, reference }, true);
  }

  async update(tx: Knex.Transaction, dark: DarkChange): Promise<void> {
    await tx('dark_changes')
      .where({ number: numberIn(prefix, dark.id) })
      .update({
        status: dark.status,
        occurred_at: dark.occurredAt,
        document: JSON.stringify(dark),
      });
  }

  /** By the ids of deployments, that of what was raised for each. */
  async idsOf(references: string[]): Promise<Map<string, string>> {
    const rows = await this.#database('dark_changes')
      .where({ kind: 'deployment' })
      .whereIn('reference', references)
      .whereNot({ status: 'reconciled' })
      .select('reference', 'number');
    return new Map(
      rows.map(({ reference, number }) => [reference, `${prefix}-${number}`]),
    );
  }

  /** Every entity that there is something of. */
  async entityRefs(span: { from?: string; to?: string }): Promise<string[]> {
    return whereWithin(this.#database('dark_changes'), 'occurred_at', span)
      .distinct()
      .pluck('entity_ref');
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find({
    status,
    kind,
    entityRef,
    from,
    to,
    owned,
    system,
    category,
    limit,
    cursor,
  }: Omit<DarkChangeQuery, 'scope' | 'team'> & { owned?: OwnedNow }): Promise<
    Page<DarkChange>
  > {
    const query = this.#database('dark_changes').select(
      'number',
      'occurred_at',
      'document',
    );
    const several = { status, kind, entity_ref: entityRef };
    for (const [column, values] of Object.entries(several)) {
      if (values) {
        query.whereIn(column, values);
      }
    }
    if (owned) {
      query.where(either => {
        either.whereIn('entity_ref', owned.byThese);
        if (owned.orNobody) {
          either.orWhereNotIn('entity_ref', owned.byAny);
        }
      });
    }
    if (system) {
      whereNamed(query, 'system_ref', system);
    }
    if (category) {
      query.whereIn(
        'kind',
        category.map(one => (one === 'application' ? 'deployment' : one)),
      );
    }
    whereWithin(query, 'occurred_at', { from, to });
    return latestFirst<Row, DarkChange>(
      query,
      'occurred_at',
      { limit, cursor },
      toDarkChange,
    );
  }

  async countWithin({
    entityRefs,
    from,
    to,
  }: {
    entityRefs?: string[];
    from: string;
    to: string;
  }): Promise<number> {
    const query = this.#database('dark_changes')
      .whereNot({ status: 'reconciled' })
      .where('occurred_at', '>=', from)
      .where('occurred_at', '<', to)
      .count({ total: '*' })
      .first();
    if (entityRefs) {
      query.whereIn('entity_ref', entityRefs);
    }
    return Number((await query)!.total);
  }

  /** Open ones that were raised before a time and that nobody has been told of. */
  async untold(before: string, limit: number): Promise<DarkChange[]> {
    const rows: Row[] = await this.#database('dark_changes')
      .whereNull('told_at')
      .where({ status: 'open' })
      .where('detected_at', '<=', before)
      .orderBy('number')
      .limit(limit)
      .select('number', 'occurred_at', 'document');
    return rows.map(toDarkChange);
  }

  /** When people were last told of one of an entity. */
  async lastTold(entityRef: string): Promise<string | undefined> {
    const row = await this.#database('dark_changes')
      .where({ entity_ref: entityRef })
      .max('told_at as at')
      .first();
    return row?.at ? toIsoTime(row.at) : undefined;
  }

  /** Marks all open ones of an entity as told. @returns which were not before */
  async markTold(
    tx: Knex.Transaction,
    entityRef: string,
    at: string,
  ): Promise<DarkChange[]> {
    const rows: Row[] = await tx('dark_changes')
      .whereNull('told_at')
      .where({ status: 'open', entity_ref: entityRef })
      .update({ told_at: at })
      .returning(['number', 'occurred_at', 'document']);
    return rows
      .map(toDarkChange)
      .sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
  }

  async #first(
    knex: Knex,
    where: Record<string, unknown>,
    held = false,
  ): Promise<DarkChange | undefined> {
    const query = knex('dark_changes').where(where);
    if (held && isPostgres(knex)) {
      query.forUpdate();
    }
    const row = await query.first('number', 'occurred_at', 'document');
    return row && toDarkChange(row);
  }
}
