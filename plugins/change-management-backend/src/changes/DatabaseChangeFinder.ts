import { Change, Page } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { Visibility } from '../permissions/Grants';
import { Cursor, cutPage } from '../platform/cursor';
import { toIsoTime } from '../platform/database';
import { ChangeFinder, EndedChange, FindRequest } from './ChangeFinder';
import { ChangeFilters, whereMatches, whereTouches } from './filters';
import { decodePosition, inOrder, Position, positionOf } from './order';
import { whereVisible } from './visibility';

/** Finds changes by SQL; pages by keyset, so that the last page costs as much as the first. */
export class DatabaseChangeFinder implements ChangeFinder {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async find(request: FindRequest): Promise<Page<Change>> {
    const { filters, order, limit, actor, visible } = request;
    const cursor =
      request.cursor === undefined
        ? undefined
        : decodePosition(request.cursor, order);
    const matching = (asked: ChangeFilters) => {
      const query = this.#database('changes');
      whereMatches(query, this.#database, asked, actor);
      whereVisible(query, visible);
      return query;
    };
    const [found, total] = await Promise.all([
      this.#page(matching, request, cursor),
      // Counting costs more than the page, so it is a question of its own and asked on demand.
      request.withTotal
        ? matching(filters).count({ total: '*' }).first()
        : undefined,
    ]);
    const { rows, pageInfo } = cutPage(
      found.map(row => JSON.parse(row.lean_document) as Change),
      limit,
      cursor,
      change => positionOf(change, order),
    );
    return {
      items: rows,
      pageInfo,
      ...(total && { totalItems: Number(total.total) }),
    };
  }

  #page(
    matching: (asked: ChangeFilters) => Knex.QueryBuilder,
    { filters, order, limit }: FindRequest,
    cursor: Cursor<Position> | undefined,
  ): Knex.QueryBuilder<any, { lean_document: string }[]> {
    const { entityRefs, ...others } = filters;
    const isHistory = entityRefs?.length === 1 && order.field === 'createdAt';
    const query = matching(isHistory ? others : filters)
      .select('changes.lean_document')
      .limit(limit + 1);
    if (isHistory) {
      // The history of one entity comes in order out of change_entities_history_idx: a page costs the same at any size.
      query
        .join('change_entities as history', join =>
          join.on('history.change_number', 'changes.number'),
        )
        .where('history.entity_ref', entityRefs[0]);
      inOrder(query, order, cursor, {
        name: 'history.created_at',
        number: 'history.change_number',
      });
    } else {
      inOrder(query, order, cursor);
    }
    return query;
  }

  async findOf(
    entityRefs: string[],
    states: Change['state'][],
    options: { latestEnded?: boolean; limit: number; visible: Visibility },
  ): Promise<Change[]> {
    const query = this.#of(entityRefs, options.visible)
      .whereIn('changes.state', states)
      .select('changes.lean_document')
      .limit(options.limit)
      .orderByRaw(
        options.latestEnded
          ? 'changes.closed_at desc nulls last, changes.number desc'
          : 'changes.planned_start asc nulls last, changes.number asc',
      );
    const rows: { lean_document: string }[] = await query;
    return rows.map(row => JSON.parse(row.lean_document));
  }

  async figuresOf(
    entityRefs: string[],
    since: string,
    visible: Visibility,
  ): Promise<{ created: number; closed: EndedChange[] }> {
    const [created, closed] = await Promise.all([
      this.#of(entityRefs, visible)
        .where('changes.created_at', '>=', since)
        .count({ total: '*' })
        .first(),
      this.#of(entityRefs, visible)
        .where('changes.state', 'closed')
        .where('changes.closed_at', '>=', since)
        .select('type', 'close_code', 'created_at', 'closed_at'),
    ]);
    return {
      created: Number(created.total),
      closed: closed.map((row: any) => ({
        type: row.type,
        closeCode: row.close_code ?? undefined,
        createdAt: toIsoTime(row.created_at),
        endedAt: toIsoTime(row.closed_at),
      })),
    };
  }

  #of(entityRefs: string[], visible: Visibility): Knex.QueryBuilder {
    const query = this.#database('changes');
    whereTouches(query, this.#database, entityRefs);
    whereVisible(query, visible);
    return query;
  }
}
