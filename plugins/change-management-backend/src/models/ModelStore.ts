import {
  ChangeModel,
  isInScope,
  ModelForm,
  ModelStatus,
  ModelVersion,
  EntityFacts,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { cutPage, decodeCursor } from '../platform/cursor';
import { isPostgres } from '../platform/database';

/** What a list of models is limited to; `entity` to those that may be used on it. */
export interface ModelFilters {
  status?: ModelStatus[];
  q?: string;
  entity?: EntityFacts;
  limit: number;
  cursor?: string;
}

/** A model of a list, with the versions that say what may be done with it. */
export interface StoredModel {
  model: ChangeModel;
  /** Latest first. */
  versions: ModelVersion[];
}

const position = z.number().int().min(0).max(2_147_483_647);

/** `MDL-7` */
export function toModelId(number: number): string {
  return `MDL-${number}`;
}

/** The number in an id, in any case of letters; undefined for what cannot be one. */
export function toModelNumber(id: string): number | undefined {
  const [, digits] = /^MDL-([1-9]\d{0,8})$/i.exec(id) ?? [];
  return digits ? Number(digits) : undefined;
}

function toRow(model: ChangeModel, { form }: Pick<ModelVersion, 'form'>) {
  const { scope, affectedEntities } = form;
  return {
    ...toColumns(model),
    reach: JSON.stringify({ scope, affectedEntities }),
  };
}

function toColumns(model: ChangeModel) {
  return {
    status: model.status,
    search_text: [model.id, model.title, model.description ?? '']
      .join('\n')
      .toLowerCase(),
    document: JSON.stringify(model),
  };
}

/** Change models in the tables `change_models` and `change_model_versions`. */
export class ModelStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Stores a new model under the next number; `make` gets its id. */
  async insert(
    tx: Knex.Transaction,
    make: (id: string) => { model: ChangeModel; version: ModelVersion },
  ): Promise<StoredModel> {
    const [{ number }] = await tx('change_models')
      .insert({ status: '', search_text: '', reach: '{}', document: '{}' })
      .returning('number');
    const { model, version } = make(toModelId(number));
    await tx('change_models').where({ number }).update(toRow(model, version));
    await tx('change_model_versions').insert({
      model_number: number,
      version: version.version,
      document: JSON.stringify(version),
    });
    return { model, versions: [version] };
  }

  /** The model, held so that nobody else can write it before the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    number: number,
  ): Promise<ChangeModel | undefined> {
    // SQLite knows no row locks; there, one transaction runs at a time.
    const row = await tx('change_models')
      .where({ number })
      .modify(query => isPostgres(tx) && query.forUpdate())
      .first('document');
    return row && JSON.parse(row.document);
  }

  /** @param version - the version that was added or approved, if any */
  async update(
    tx: Knex.Transaction,
    model: ChangeModel,
    version?: ModelVersion,
  ): Promise<void> {
    const number = toModelNumber(model.id)!;
    if (!version) {
      await tx('change_models').where({ number }).update(toColumns(model));
      return;
    }
    const inForce = model.approved?.version ?? version.version;
    await tx('change_models')
      .where({ number })
      .update(
        inForce === version.version ? toRow(model, version) : toColumns(model),
      );
    await tx('change_model_versions')
      .insert({
        model_number: number,
        version: version.version,
        document: JSON.stringify(version),
      })
      .onConflict(['model_number', 'version'])
      .merge(['document']);
  }

  /** Several models with their versions, in two statements; those that do not exist are left out. */
  async getMany(
    numbers: number[],
    knex: Knex = this.#database,
  ): Promise<Map<number, StoredModel>> {
    const rows = await knex('change_models')
      .whereIn('number', numbers)
      .select('number', 'document');
    const versions = await knex('change_model_versions')
      .whereIn('model_number', numbers)
      .orderBy('version', 'desc');
    return new Map(
      rows.map(({ number, document }) => [
        number,
        {
          model: JSON.parse(document),
          versions: versions
            .filter(row => row.model_number === number)
            .map(row => JSON.parse(row.document)),
        },
      ]),
    );
  }

  /** Numbers of the models in use. */
  async listInUse(): Promise<number[]> {
    return this.#database('change_models')
      .whereIn('status', ['probation', 'standard'])
      .pluck('number');
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find({
    status,
    q,
    entity,
    limit,
    cursor: text,
  }: ModelFilters): Promise<Page<StoredModel>> {
    const cursor =
      text === undefined ? undefined : decodeCursor(text, position);
    const query = this.#database('change_models').select('number');
    if (status) {
      query.whereIn('status', status);
    }
    if (q) {
      query.whereRaw(`search_text LIKE ? ESCAPE '\\'`, [
        `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`,
      ]);
    }
    if (entity) {
      query.whereIn('number', await this.#usableOn(entity));
    }
    if (cursor) {
      query.where('number', cursor.back ? '>' : '<', cursor.position);
    }
    const { rows, pageInfo } = cutPage(
      await query
        .orderBy('number', cursor?.back ? 'asc' : 'desc')
        .limit(limit + 1),
      limit,
      cursor,
      row => row.number as number,
    );
    const numbers = rows.map(({ number }) => number as number);
    const found = await this.getMany(numbers);
    return { items: numbers.map(number => found.get(number)!), pageInfo };
  }

  /** SQL does not know predicates, and an organisation has few models, so that all of them are looked at. */
  async #usableOn(entity: EntityFacts): Promise<number[]> {
    const rows = await this.#database('change_models').select(
      'number',
      'reach',
    );
    return rows
      .filter(({ reach }) => isInScope(JSON.parse(reach) as ModelForm, entity))
      .map(({ number }) => number);
  }
}
