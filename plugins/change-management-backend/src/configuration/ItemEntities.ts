import { EntityFacts } from 'backstage-plugin-change-management-common';
import { ConfigurationItemResource } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Sees } from '../changes/seen';
import { ConfigurationGrants } from '../permissions/Grants';
import { toItemId, toItemNumber } from './itemId';

/** What permissions may ask of an item's entity. */
export type ItemEntity = Pick<EntityFacts, 'system' | 'owners' | 'tags'>;

const atOnce = 500;

interface LabelRow {
  item_number: number;
  kind: 'owner' | 'tag';
  value: string;
}

function toLabels(item_number: number, { owners, tags }: ItemEntity) {
  const rows = (kind: LabelRow['kind'], values: string[]): LabelRow[] =>
    [...new Set(values)].map(value => ({ item_number, kind, value }));
  return [...rows('owner', owners), ...rows('tag', tags)];
}

/** What an item's entity was to the catalog when it was last asked: by it is decided who may read the item. */
export class ItemEntities {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async set(tx: Knex, number: number, entity: ItemEntity): Promise<void> {
    await tx('configuration_items')
      .where({ number })
      .update({ system_ref: entity.system ?? null });
    await tx('configuration_item_labels').where({ item_number: number }).del();
    const labels = toLabels(number, entity);
    if (labels.length) {
      await tx('configuration_item_labels').insert(labels);
    }
  }

  /** As permission rules see them; undefined for each that there is not. */
  async resources(
    ids: string[],
  ): Promise<(ConfigurationItemResource | undefined)[]> {
    const numbers = ids.map(id => toItemNumber(id) ?? 0);
    const found = await this.#read(
      this.#database('configuration_items').whereIn('number', numbers),
    );
    return numbers.map(number => found.get(number));
  }

  /** Which of some items may be read; nothing is read where the permission policy narrows nothing. */
  async seesAmong(
    { visible, allows }: ConfigurationGrants,
    ids: string[],
  ): Promise<Sees> {
    if (visible === 'all' || visible === 'none' || ids.length === 0) {
      return () => visible === 'all';
    }
    const seen = new Set<string>();
    const asked = [...new Set(ids)];
    for (let from = 0; from < asked.length; from += atOnce) {
      const found = await this.resources(asked.slice(from, from + atOnce));
      for (const item of found) {
        if (item && allows(item)) {
          seen.add(item.id);
        }
      }
    }
    return id => seen.has(id);
  }

  /**
   * Asks the catalog again whose the entities are. One that it does not know any more is left as it was.
   *
   * @throws ServiceUnavailableError when the catalog does not answer
   */
  async refresh(
    catalog: Pick<EntityCatalog, 'getFacts'>,
    signal?: AbortSignal,
  ): Promise<void> {
    for (let after = ''; !signal?.aborted; ) {
      const rows = await this.#database('configuration_items')
        .distinct('entity_ref')
        .where('entity_ref', '>', after)
        .orderBy('entity_ref')
        .limit(atOnce);
      const refs: string[] = rows.map(row => row.entity_ref);
      if (refs.length === 0) {
        return;
      }
      after = refs[refs.length - 1];
      const facts = await catalog.getFacts(refs);
      const known = await this.#read(
        this.#database('configuration_items').whereIn('entity_ref', refs),
      );
      for (const [number, item] of known) {
        const entity = facts[item.entityRef];
        if (entity?.exists && !isSame(item, entity)) {
          await this.#database.transaction(tx => this.set(tx, number, entity));
        }
      }
    }
  }

  async #read(
    items: Knex.QueryBuilder,
  ): Promise<Map<number, ConfigurationItemResource>> {
    const rows = await items.select('number', 'entity_ref', 'system_ref');
    const found = new Map<number, ConfigurationItemResource>(
      rows.map((row: any) => [
        row.number,
        {
          id: toItemId(row.number),
          entityRef: row.entity_ref,
          system: row.system_ref ?? undefined,
          owners: [],
          tags: [],
        },
      ]),
    );
    const labels = await this.#database<LabelRow>(
      'configuration_item_labels',
    ).whereIn('item_number', [...found.keys()]);
    for (const { item_number, kind, value } of labels) {
      const item = found.get(item_number)!;
      (kind === 'owner' ? item.owners : item.tags).push(value);
    }
    return found;
  }
}

function isSame(item: ConfigurationItemResource, entity: ItemEntity): boolean {
  const toText = ({ system, owners, tags }: ItemEntity) =>
    JSON.stringify([
      system,
      [...new Set(owners)].sort(),
      [...new Set(tags)].sort(),
    ]);
  return toText(item) === toText(entity);
}
