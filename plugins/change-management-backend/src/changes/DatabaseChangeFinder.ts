import {
  Change,
  changeStates,
  finalStates,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { Visibility } from '../permissions/Grants';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { Cursor, cutPage } from '../platform/cursor';
import { prepared } from '../platform/prepared';
import {
  ChangeFinder,
  ClosedAlike,
  FewOptions,
  FindRequest,
  FoundChange,
  PlannedRequest,
} from './ChangeFinder';
import {
  ChangeFilters,
  touching,
  whereHappening,
  whereMatches,
} from './filters';
import { begunLeadHours } from './measured';
import { KnownLists, List, ListRow, NUMBERS_A_CALL } from './KnownLists';
import { decodePosition, inOrder, Order, Position, positionOf } from './order';
import { whereVisible } from './visibility';

/** What a schedule shows unless asked for more. */
const scheduledStates = changeStates.filter(
  state => !['draft', 'rejected', 'canceled'].includes(state),
);

/** The column that gives the changes of one entity in the order asked for, straight out of an index. */
function historyColumn(
  { entityRefs, state }: ChangeFilters,
  { field }: Order,
): 'created_at' | 'ended_at' | undefined {
  if (entityRefs?.length !== 1) {
    return undefined;
  }
  if (field === 'createdAt') {
    return 'created_at';
  }
  const isEnded = state?.every(each => finalStates.includes(each));
  return field === 'closedAt' && isEnded ? 'ended_at' : undefined;
}

/** Whether nothing is filtered out. */
function isWhole(filters: ChangeFilters): boolean {
  return Object.values(filters).every(value => value === undefined);
}

/** Finds changes by SQL; pages by keyset, so that the last page costs as much as the first. */
export class DatabaseChangeFinder implements ChangeFinder {
  readonly #database: Knex;
  readonly #lists: KnownLists;

  constructor(database: Knex) {
    this.#database = database;
    this.#lists = new KnownLists(database);
  }

  async find(request: FindRequest): Promise<Page<FoundChange>> {
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
    const list = this.#lists.of(filters, order, limit, cursor, visible);
    const [found, total] = await Promise.all([
      this.#page(matching, request, cursor, list),
      // Counting costs more than the page, so it is a question of its own and asked on demand.
      request.withTotal
        ? matching(filters).count({ total: '*' }).first()
        : undefined,
    ]);
    const { rows, pageInfo } = cutPage(
      await list.read(found),
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
    { filters, order, limit, visible }: FindRequest,
    cursor: Cursor<Position> | undefined,
    { columns }: List,
  ): Knex.QueryBuilder<any, ListRow[]> {
    const { entityRefs, ...others } = filters;
    const column = historyColumn(filters, order);
    const query = matching(column ? others : filters)
      .select<ListRow[]>(columns)
      .limit(limit + 1);
    if (column) {
      // The history of one entity comes in order out of change_entities_history_idx or, of what has ended, out of
      // change_entities_ended_idx: a page costs the same at any size.
      const history = this.#database('change_entities')
        .select('change_number', column)
        .where('entity_ref', entityRefs![0])
        .whereNotNull(column);
      const nullable = false;
      if (isWhole(others) && visible === 'all') {
        // Which ones first, and how many in so many words: one plan is the best for every entity then, and is kept.
        inOrder(history, order, cursor, {
          name: column,
          number: 'change_number',
          nullable,
        });
        history.limit(limit + 1, { skipBinding: true });
        prepared(query);
      }
      query.join(history.as('history'), join =>
        join.on('history.change_number', 'changes.number'),
      );
      inOrder(query, order, cursor, {
        name: `history.${column}`,
        number: 'history.change_number',
        nullable,
      });
    } else {
      inOrder(query, order, cursor);
    }
    return query;
  }

  async findPlanned({
    filters,
    actor,
    visible,
    now,
    from,
    to,
    limit,
  }: PlannedRequest): Promise<FoundChange[]> {
    const list = this.#lists.of('planned', filters, limit, visible);
    const planned = (direction: 'asc' | 'desc') => {
      const query = this.#database('changes')
        .whereNot('changes.state', 'draft')
        .orderBy([
          { column: 'changes.planned_start', order: direction },
          { column: 'changes.number', order: direction },
        ])
        .limit(limit)
        .select<ListRow[]>(list.columns);
      whereMatches(query, this.#database, filters, actor);
      whereVisible(query, visible);
      return query;
    };
    const [ahead, behind]: ListRow[][] = await Promise.all([
      planned('asc')
        .where('changes.planned_start', '>=', now)
        .where('changes.planned_start', '<=', to),
      planned('desc')
        .where('changes.planned_start', '<', now)
        .where('changes.planned_end', '>=', from),
    ]);
    return list.read([...ahead, ...behind].slice(0, limit));
  }

  async findScheduled({
    filters,
    actor,
    visible,
    limit,
    ...span
  }: Parameters<ChangeFinder['findScheduled']>[0]): Promise<FoundChange[]> {
    const list = this.#lists.of('scheduled', filters, span, visible);
    const query = this.#database('changes')
      .orderByRaw('changes.planned_start asc nulls last, changes.number asc')
      .limit(limit)
      .select<ListRow[]>(list.columns);
    whereMatches(
      query,
      this.#database,
      { state: scheduledStates, ...filters },
      actor,
    );
    whereHappening(query, span);
    whereVisible(query, visible);
    return list.read(await query);
  }

  async findOpen(
    entityRefs: string[],
    states: Change['state'][],
    { limit, visible }: FewOptions,
  ): Promise<FoundChange[]> {
    const list = this.#lists.of('open', entityRefs, states, limit, visible);
    const query = this.#database('changes')
      .whereIn(
        'changes.number',
        touching(this.#database, entityRefs).whereNull('ended_at'),
      )
      .whereIn('changes.state', states)
      .orderByRaw('changes.planned_start asc nulls last, changes.number asc')
      .limit(limit, { skipBinding: true })
      .select<ListRow[]>(list.columns);
    whereVisible(query, visible);
    return list.read(await this.#planned(query, entityRefs, visible));
  }

  async findCarriedOut(
    entityRefs: string[],
    { from, to }: { from: string; to: string },
    { limit, visible }: FewOptions,
  ): Promise<FoundChange[]> {
    const list = this.#lists.of('carried out', entityRefs, limit, visible);
    const query = this.#database('changes')
      .whereIn('changes.number', touching(this.#database, entityRefs))
      .where('changes.actual_start', '<=', to)
      .where(end =>
        end
          .whereNull('changes.actual_end')
          .orWhere('changes.actual_end', '>=', from),
      )
      .orderBy([
        { column: 'changes.actual_start', order: 'desc' },
        { column: 'changes.number', order: 'desc' },
      ])
      .limit(limit)
      .select<ListRow[]>(list.columns);
    whereVisible(query, visible);
    return list.read(await query);
  }

  async findEnded(
    entityRefs: string[],
    { limit, visible }: FewOptions,
  ): Promise<FoundChange[]> {
    // First which, out of the narrow index, then their documents: an entity may have thousands.
    const latest = touching(this.#database, entityRefs)
      .whereNotNull('ended_at')
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'change_number', order: 'desc' },
      ])
      .limit(limit, { skipBinding: true });
    if (entityRefs.length === 1) {
      // In the order of the index, so that the first ones are all that is read.
      latest.select({ at: 'ended_at' });
    } else {
      latest.max({ at: 'ended_at' }).groupBy('change_number');
    }
    this.#keepVisible(latest, visible);
    const list = this.#lists.of('ended', entityRefs, limit, visible);
    const query = this.#database('changes')
      .join(latest.as('latest'), join =>
        join.on('latest.change_number', 'changes.number'),
      )
      .orderBy([
        { column: 'latest.at', order: 'desc' },
        { column: 'changes.number', order: 'desc' },
      ])
      .select<ListRow[]>(list.columns);
    return list.read(await this.#planned(query, entityRefs, visible));
  }

  async seenAmong(ids: string[], visible: Visibility): Promise<Set<string>> {
    const numbers = [...new Set(ids)].flatMap(id => toChangeNumber(id) ?? []);
    const seen = new Set<string>();
    for (let from = 0; from < numbers.length; from += NUMBERS_A_CALL) {
      const query = this.#database('changes')
        .whereIn('changes.number', numbers.slice(from, from + NUMBERS_A_CALL))
        .select('changes.number');
      whereVisible(query, visible);
      (await query).forEach(({ number }) => seen.add(toChangeId(number)));
    }
    return seen;
  }

  async figuresOf(
    entityRefs: string[],
    since: string,
    visible: Visibility,
  ): Promise<{ created: number; closed: ClosedAlike[] }> {
    const created = touching(this.#database, entityRefs)
      .clearSelect()
      .where('created_at', '>=', since)
      .countDistinct({ total: 'change_number' })
      .first();
    this.#keepVisible(created, visible);
    const leadHours = this.#database.raw(begunLeadHours);
    const closed: Knex.QueryBuilder = this.#database('changes')
      .whereIn(
        'changes.number',
        touching(this.#database, entityRefs).where('ended_at', '>=', since),
      )
      .where('changes.state', 'closed')
      .leftJoin('change_measures', join =>
        join.on('change_measures.change_number', 'changes.number'),
      )
      .groupBy('changes.type', 'changes.close_code', leadHours)
      .select('changes.type', 'changes.close_code', { lead_hours: leadHours })
      .count({ changes: '*' });
    whereVisible(closed, visible);
    const [{ total }, rows] = await Promise.all([
      this.#planned(created, entityRefs, visible),
      this.#planned(closed, entityRefs, visible),
    ]);
    return {
      created: Number(total),
      closed: rows.map((row: any) => ({
        changes: Number(row.changes),
        type: row.type,
        closeCode: row.close_code,
        leadHours: row.lead_hours ?? undefined,
      })),
    };
  }

  /** For those who read everything, one plan is right for every single entity; to make it takes half as long as to follow it. */
  #planned<T extends Knex.QueryBuilder>(
    query: T,
    entityRefs: string[],
    visible: Visibility,
  ): T {
    return entityRefs.length === 1 && visible === 'all'
      ? prepared(query)
      : query;
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
