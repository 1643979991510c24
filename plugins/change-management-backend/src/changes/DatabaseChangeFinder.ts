import { Change, Page } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { Visibility } from '../permissions/Grants';
import { Cursor, cutPage } from '../platform/cursor';
import { toIsoTime } from '../platform/database';
import {
  ChangeFinder,
  EndedChange,
  FewOptions,
  FindRequest,
} from './ChangeFinder';
import { ChangeFilters, touching, whereMatches } from './filters';
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
      .select<{ lean_document: string }[]>('changes.lean_document')
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

  async findOpen(
    entityRefs: string[],
    states: Change['state'][],
    { limit, visible }: FewOptions,
  ): Promise<Change[]> {
    const query = this.#database('changes')
      .whereIn(
        'changes.number',
        touching(this.#database, entityRefs).whereNull('ended_at'),
      )
      .whereIn('changes.state', states)
      .orderByRaw('changes.planned_start asc nulls last, changes.number asc')
      .limit(limit)
      .select('changes.lean_document');
    whereVisible(query, visible);
    return (await query).map(({ lean_document }) => JSON.parse(lean_document));
  }

  async findEnded(
    entityRefs: string[],
    { limit, visible }: FewOptions,
  ): Promise<Change[]> {
    // First which, out of the narrow index, then their documents: an entity may have thousands.
    const latest = touching(this.#database, entityRefs)
      .whereNotNull('ended_at')
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'change_number', order: 'desc' },
      ])
      .limit(limit);
    if (entityRefs.length === 1) {
      // In the order of the index, so that the first ones are all that is read.
      latest.select({ at: 'ended_at' });
    } else {
      latest.max({ at: 'ended_at' }).groupBy('change_number');
    }
    this.#keepVisible(latest, visible);
    const query = this.#database('changes')
      .join(latest.as('latest'), join =>
        join.on('latest.change_number', 'changes.number'),
      )
      .orderBy([
        { column: 'latest.at', order: 'desc' },
        { column: 'changes.number', order: 'desc' },
      ])
      .select('changes.lean_document');
    return (await query).map(({ lean_document }) => JSON.parse(lean_document));
  }

  async figuresOf(
    entityRefs: string[],
    since: string,
    visible: Visibility,
  ): Promise<{ created: number; closed: EndedChange[] }> {
    const created = touching(this.#database, entityRefs)
      .clearSelect()
      .where('created_at', '>=', since)
      .countDistinct({ total: 'change_number' })
      .first();
    this.#keepVisible(created, visible);
    const closed = this.#database('changes')
      .whereIn(
        'changes.number',
        touching(this.#database, entityRefs).where('ended_at', '>=', since),
      )
      .where('changes.state', 'closed')
      .select('type', 'close_code', 'created_at', 'closed_at');
    whereVisible(closed, visible);
    const [{ total }, rows] = await Promise.all([created, closed]);
    return {
      created: Number(total),
      closed: rows.map(row => ({
        type: row.type,
        closeCode: row.close_code ?? undefined,
        createdAt: toIsoTime(row.created_at),
        endedAt: toIsoTime(row.closed_at),
      })),
    };
  }

  /** Limits a query on `change_entities` to what its reader may see. */
  #keepVisible(query: Knex.QueryBuilder, visible: Visibility): void {
    if (visible !== 'all') {
      const seen = this.#database('changes').select('changes.number');
      whereVisible(seen, visible);
      query.whereIn('change_number', seen);
    }
  }
}
