import {
  ConfigurationItemQuery,
  ConfigurationItemView,
  ConfigurationVersion,
  Page,
} from 'backstage-plugin-change-management-common';
import { ConfigurationItemFilter } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { cutPage, decodeCursor } from '../platform/cursor';
import { isPostgres } from '../platform/database';
import { Sight } from '../permissions/criteria';
import { toItemId, toItemNumber } from './itemId';
import { whereReadable } from './readable';
import { toVersion, versionColumns } from './versionRows';

/** What is said of a configuration item itself. */
export type ConfigurationItem = Omit<
  ConfigurationItemView,
  'latest' | 'lastImport' | 'allowedActions'
>;

/** How its source was read last. */
export interface SourceState {
  at: string;
  etag?: string;
  failed?: string;
}

/** An item with its latest version. */
export interface StoredItem {
  item: ConfigurationItem;
  latest?: ConfigurationVersion;
  source?: SourceState;
}

const position = z.number().int().min(0).max(2_147_483_647);

function toRow(item: ConfigurationItem) {
  const { id, entityRef, name, description = '' } = item;
  return {
    entity_ref: entityRef,
    name,
    has_source: item.source !== undefined,
    search_text: [id, name, entityRef, description].join('\n').toLowerCase(),
    document: JSON.stringify(item),
  };
}

function fromRow(row: any): StoredItem {
  return {
    item: JSON.parse(row.document),
    latest: row.version_number === null ? undefined : toVersion(row),
    source:
      row.source_state === null ? undefined : JSON.parse(row.source_state),
  };
}

function toPattern(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

/** Configuration items in the table `configuration_items`. */
export class ItemStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Stores a new item under the next number; `make` gets its id.
   *
   * @returns nothing where the entity has an item of this name already
   */
  async insert(
    tx: Knex.Transaction,
    { entityRef, name }: Pick<ConfigurationItem, 'entityRef' | 'name'>,
    make: (id: string) => ConfigurationItem,
  ): Promise<ConfigurationItem | undefined> {
    const [row] = await tx('configuration_items')
      .insert({
        ...{ entity_ref: entityRef, name },
        ...{ search_text: '', document: '{}' },
      })
      .onConflict(['entity_ref', 'name'])
      .ignore()
      .returning('number');
    if (!row) {
      return undefined;
    }
    const { number } = row;
    const item = make(toItemId(number));
    await tx('configuration_items').where({ number }).update(toRow(item));
    return item;
  }

  /** The ids of the items of this name on the entity. */
  async named(
    tx: Knex.Transaction,
    entityRef: string,
    name: string,
  ): Promise<string | undefined> {
    const row = await tx('configuration_items')
      .where({ entity_ref: entityRef, name })
      .first('number');
    return row && toItemId(row.number);
  }

  async update(tx: Knex.Transaction, item: ConfigurationItem): Promise<void> {
    await tx('configuration_items')
      .where({ number: toItemNumber(item.id) })
      .update(toRow(item));
  }

  async setSource(
    tx: Knex.Transaction,
    id: string,
    state: SourceState | undefined,
  ): Promise<void> {
    await tx('configuration_items')
      .where({ number: toItemNumber(id) })
      .update({ source_state: state ? JSON.stringify(state) : null });
  }

  async get(
    id: string,
    knex: Knex = this.#database,
  ): Promise<StoredItem | undefined> {
    const number = toItemNumber(id);
    const row =
      number === undefined
        ? undefined
        : await this.#select(knex).where('items.number', number).first();
    return row && fromRow(row);
  }

  async getMany(ids: string[]): Promise<StoredItem[]> {
    const rows = await this.#select(this.#database).whereIn(
      'items.number',
      ids.map(id => toItemNumber(id) ?? 0),
    );
    return rows.map(fromRow);
  }

  /** The item, held so that nobody else can give it a version before the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<StoredItem | undefined> {
    const number = toItemNumber(id);
    // The latest version is joined once the row is held: a statement sees what there was when it began.
    if (number !== undefined && isPostgres(tx)) {
      await tx('configuration_items')
        .where({ number })
        .forUpdate()
        .first('number');
    }
    return this.get(id, tx);
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find({
    entityRefs,
    sight,
    q,
    limit,
    cursor: text,
  }: Pick<ConfigurationItemQuery, 'q' | 'limit' | 'cursor'> & {
    entityRefs?: string[];
    sight: Sight<ConfigurationItemFilter>;
  }): Promise<Page<StoredItem>> {
    const cursor =
      text === undefined ? undefined : decodeCursor(text, position);
    const query = this.#select(this.#database)
      .orderBy('items.number', cursor?.back ? 'desc' : 'asc')
      .limit(limit + 1);
    whereReadable(query, sight);
    if (entityRefs) {
      query.whereIn('items.entity_ref', entityRefs);
    }
    if (q) {
      query.whereRaw(`items.search_text LIKE ? ESCAPE '\\'`, [toPattern(q)]);
    }
    if (cursor) {
      query.where('items.number', cursor.back ? '<' : '>', cursor.position);
    }
    const { rows, pageInfo } = cutPage(
      await query,
      limit,
      cursor,
      (row: any) => row.item_number as number,
    );
    return { items: rows.map(fromRow), pageInfo };
  }

  /** Ids of the items with a source, in the order of their numbers. */
  async withSource(): Promise<string[]> {
    const rows = await this.#database('configuration_items')
      .where({ has_source: true })
      .orderBy('number')
      .select('number');
    return rows.map(row => toItemId(row.number));
  }

  #select(knex: Knex): Knex.QueryBuilder {
    return knex('configuration_items as items')
      .leftJoin('configuration_versions as versions', join =>
        join
          .on('versions.item_number', 'items.number')
          .andOn('versions.number', 'items.latest_version'),
      )
      .select(
        'items.document',
        'items.source_state',
        { item_number: 'items.number' },
        ...versionColumns,
      );
  }
}
