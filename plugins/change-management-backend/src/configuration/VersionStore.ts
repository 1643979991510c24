import {
  blameAfter,
  BlameRun,
  compareTexts,
  ConfigurationVersion,
  countLines,
  CoverageQuery,
  Page,
} from 'backstage-plugin-change-management-common';
import { ConfigurationItemFilter } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { cutPage, decodeCursor } from '../platform/cursor';
import { Counted, counted, groupKey } from '../platform/coverage';
import { Sight } from '../permissions/criteria';
import { toItemNumber } from './itemId';
import { whereReadable } from './readable';
import { toVersion, versionColumns } from './versionRows';

const position = z.number().int().min(0).max(2_147_483_647);
const namedACall = 500;

/** Versions and contents, in the tables `configuration_versions` and `configuration_contents`. */
export class VersionStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Keeps a content under its digest; the same content is kept once. */
  async keep(
    tx: Knex.Transaction,
    digest: string,
    content: string,
  ): Promise<void> {
    await tx('configuration_contents')
      .insert({ digest, content })
      .onConflict('digest')
      .ignore();
  }

  async content(digest: string, knex: Knex = this.#database): Promise<string> {
    const { content } = await knex('configuration_contents')
      .where({ digest })
      .first('content');
    return content;
  }

  /** The next version of an item, whose row the caller holds; its content is kept already. */
  async append(
    tx: Knex.Transaction,
    version: Omit<ConfigurationVersion, 'size'>,
    previous: { number: number; digest: string } | undefined,
  ): Promise<ConfigurationVersion> {
    const item_number = toItemNumber(version.itemId)!;
    const { number, digest } = version;
    const content = await this.content(digest, tx);
    const size = Buffer.byteLength(content);
    const blame = previous
      ? blameAfter(
          await this.blame(version.itemId, previous.number, tx),
          compareTexts(await this.content(previous.digest, tx), content, 0)
            .hunks,
          number,
        )
      : [[countLines(content), number]];
    await tx('configuration_versions').insert({
      ...{ item_number, number, digest, size },
      change_id: version.changeId ?? null,
      author: version.author,
      created_at: version.createdAt,
      origin: version.origin,
      note: version.note ?? null,
      blame: JSON.stringify(blame),
    });
    await tx('configuration_items')
      .where({ number: item_number })
      .update({ latest_version: number });
    return { ...version, size };
  }

  async get(
    itemId: string,
    number: number,
  ): Promise<ConfigurationVersion | undefined> {
    const [version] = await this.getMany(itemId, [number]);
    return version;
  }

  /** Those of these numbers that there are, in the order of their numbers. */
  async getMany(
    itemId: string,
    numbers: number[],
  ): Promise<ConfigurationVersion[]> {
    const versions: ConfigurationVersion[] = [];
    for (let from = 0; from < numbers.length; from += namedACall) {
      const rows = await this.#select()
        .where('versions.item_number', toItemNumber(itemId))
        .whereIn('versions.number', numbers.slice(from, from + namedACall))
        .orderBy('versions.number');
      versions.push(...rows.map(toVersion));
    }
    return versions;
  }

  async blame(
    itemId: string,
    number: number,
    knex: Knex = this.#database,
  ): Promise<BlameRun[]> {
    const { blame } = await knex('configuration_versions')
      .where({ item_number: toItemNumber(itemId), number })
      .first('blame');
    return JSON.parse(blame);
  }

  /** Newest first. @throws InputError for a cursor that this list has not given out */
  async list(
    itemId: string,
    { limit, cursor: text }: { limit: number; cursor?: string },
  ): Promise<Page<ConfigurationVersion>> {
    const cursor =
      text === undefined ? undefined : decodeCursor(text, position);
    const query = this.#select()
      .where('versions.item_number', toItemNumber(itemId))
      .orderBy('versions.number', cursor?.back ? 'asc' : 'desc')
      .limit(limit + 1);
    if (cursor) {
      query.where('versions.number', cursor.back ? '>' : '<', cursor.position);
    }
    const { rows, pageInfo } = cutPage(
      await query,
      limit,
      cursor,
      (row: any) => row.version_number as number,
    );
    return { items: rows.map(toVersion), pageInfo };
  }

  /** How many were made, and how many of them by a change; what was there when somebody began to look is none. */
  async countBy(
    { groupBy, from, to }: CoverageQuery,
    sight: Sight<ConfigurationItemFilter>,
  ): Promise<Counted[]> {
    const key = this.#database.raw(
      groupKey(this.#database, groupBy, {
        entity: 'items.entity_ref',
        system: 'items.system_ref',
        time: 'versions.created_at',
      }),
    );
    const query = this.#database('configuration_versions as versions')
      .join(
        'configuration_items as items',
        'items.number',
        'versions.item_number',
      )
      .where(made =>
        made
          .whereNotNull('versions.change_id')
          .orWhere('versions.number', '>', 1),
      )
      .select(
        { key },
        this.#database.raw('count(*) as number'),
        this.#database.raw('count(versions.change_id) as covered'),
      )
      .groupBy(key);
    whereReadable(query, sight);
    return counted(query, 'versions.created_at', { from, to });
  }

  #select(): Knex.QueryBuilder {
    return this.#database('configuration_versions as versions').select(
      { item_number: 'versions.item_number' },
      ...versionColumns,
    );
  }
}
