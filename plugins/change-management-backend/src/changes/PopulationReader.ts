import {
  Change,
  Completeness,
  finalStates,
  NumberRange,
  PopulationBasis,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { Visibility } from '../permissions/Grants';
import { toChangeId } from '../platform/changeId';
import { readDocument } from './documents';
import { touching } from './filters';
import { whereVisible } from './visibility';

/** Which changes are asked for, and by whom: each of the `sight` has to let a change pass. */
export interface PopulationRequest {
  /** ISO 8601, UTC */
  from: string;
  /** ISO 8601, UTC; without the moment itself */
  to: string;
  basis: PopulationBasis;
  entityRefs?: string[];
  sight: Visibility[];
  /** Only those that have not ended. */
  openOnly?: boolean;
}

/** In which order, and how much of each. */
export interface PopulationOrder {
  order: 'asc' | 'desc';
  document: 'document' | 'lean_document';
}

/** Ranges that are named one by one; how many there are is counted anyhow. */
const mostRanges = 200;
const page = 500;
const idsAtOnce = 10_000;

const columns = {
  requested: 'changes.created_at',
  'carried-out': 'changes.actual_start',
} as const satisfies Record<PopulationBasis, string>;

function toRange({ first, last }: { first: unknown; last: unknown }) {
  return { first: toChangeId(Number(first)), last: toChangeId(Number(last)) };
}

/** All changes of a period, and whether they are all. */
export class PopulationReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Every number from the first change of the period to the last, accounted for by SQL alone. */
  async count(request: PopulationRequest): Promise<Completeness> {
    const [ends] = await this.#ofPeriod(request).select(
      this.#database.raw('min(changes.number) as first'),
      this.#database.raw('max(changes.number) as last'),
    );
    const included = await this.#count(this.#matching(request));
    if (ends.first === null) {
      const none = { expected: 0, included, others: 0, hidden: 0, unused: 0 };
      return { ...none, hiddenRanges: [], unusedRanges: [] };
    }
    const span: [number, number] = [Number(ends.first), Number(ends.last)];
    const within = () =>
      this.#database('changes').whereBetween('changes.number', span);
    const seen = within();
    this.#keepSeen(seen, request);
    const [existing, visible] = await Promise.all([
      this.#count(within()),
      this.#count(seen),
    ]);
    const expected = span[1] - span[0] + 1;
    const hidden = existing - visible;
    const unused = expected - existing;
    return {
      first: toChangeId(span[0]),
      last: toChangeId(span[1]),
      expected,
      included,
      others: visible - included,
      hidden,
      unused,
      hiddenRanges: hidden ? await this.#hiddenRanges(within(), request) : [],
      unusedRanges: unused ? await this.#unusedRanges(within()) : [],
    };
  }

  /** Ids of the population, by number, some thousand at a time. */
  async *ids(request: PopulationRequest): AsyncGenerator<string[]> {
    for (let after = 0; ; ) {
      const rows = await this.#matching(request)
        .where('changes.number', '>', after)
        .orderBy('changes.number')
        .limit(idsAtOnce)
        .select('changes.number');
      if (rows.length === 0) {
        return;
      }
      yield rows.map(({ number }: { number: number }) => toChangeId(number));
      after = rows[rows.length - 1].number;
    }
  }

  /** The numbers of the population, for rooms that count by them within the database. */
  numbers(request: PopulationRequest): Knex.QueryBuilder {
    return this.#matching(request).select('changes.number');
  }

  /** Changes that have ended and of which there is nothing in a table, some hundred at a time. */
  async *ended(
    known: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): AsyncGenerator<Change[]> {
    for (let after = 0; ; ) {
      const rows = await this.#database('changes')
        .where('changes.number', '>', after)
        .whereIn('changes.state', finalStates)
        .whereNotExists(known)
        .orderBy('changes.number')
        .limit(page)
        .select('changes.number', 'changes.document');
      if (rows.length === 0) {
        return;
      }
      yield rows.map(({ document }) => readDocument(document));
      after = rows[rows.length - 1].number;
    }
  }

  /** The population by number, some hundred at a time; lean ones lack the long texts. */
  async *changes(
    request: PopulationRequest,
    { order, document }: PopulationOrder = {
      order: 'asc',
      document: 'lean_document',
    },
  ): AsyncGenerator<Change[]> {
    for (let after: number | undefined; ; ) {
      const query = this.#matching(request)
        .orderBy('changes.number', order)
        .limit(page)
        .select('changes.number', `changes.${document} as document`);
      if (after !== undefined) {
        query.where('changes.number', order === 'asc' ? '>' : '<', after);
      }
      const rows = await query;
      if (rows.length === 0) {
        return;
      }
      yield rows.map((row: { document: string }) => readDocument(row.document));
      after = rows[rows.length - 1].number;
    }
  }

  #ofPeriod({
    from,
    to,
    basis,
  }: PopulationRequest): Knex.QueryBuilder<any, any> {
    return this.#database('changes')
      .where(columns[basis], '>=', from)
      .where(columns[basis], '<', to);
  }

  #matching(request: PopulationRequest): Knex.QueryBuilder<any, any> {
    const query = this.#ofPeriod(request);
    if (request.entityRefs) {
      query.whereIn(
        'changes.number',
        touching(this.#database, request.entityRefs),
      );
    }
    if (request.openOnly) {
      query.whereNotIn('changes.state', finalStates);
    }
    this.#keepSeen(query, request);
    return query;
  }

  #keepSeen(query: Knex.QueryBuilder, { sight }: PopulationRequest): void {
    sight.forEach(visible => whereVisible(query, visible));
  }

  async #count(query: Knex.QueryBuilder): Promise<number> {
    const { total } = await query.count({ total: '*' }).first();
    return Number(total);
  }

  async #unusedRanges(within: Knex.QueryBuilder): Promise<NumberRange[]> {
    const numbered = within.select(
      'changes.number',
      this.#database.raw(
        'lead(changes.number) over (order by changes.number) as following',
      ),
    );
    const rows = await this.#database
      .from(numbered.as('numbered'))
      .whereRaw('following > number + 1')
      .orderBy('number')
      .limit(mostRanges)
      .select(
        this.#database.raw('number + 1 as first'),
        this.#database.raw('following - 1 as last'),
      );
    return rows.map(toRange);
  }

  /** Runs of numbers, each of which keeps its distance to its place among the hidden. */
  async #hiddenRanges(
    within: Knex.QueryBuilder,
    request: PopulationRequest,
  ): Promise<NumberRange[]> {
    const seen = this.#database('changes').select('changes.number');
    this.#keepSeen(seen, request);
    const runs = within
      .whereNotIn('changes.number', seen)
      .select(
        'changes.number',
        this.#database.raw(
          'changes.number - row_number() over (order by changes.number) as run',
        ),
      );
    const rows = await this.#database
      .from(runs.as('runs'))
      .groupBy('run')
      .min({ first: 'number' })
      .max({ last: 'number' })
      .orderBy('first')
      .limit(mostRanges);
    return rows.map(toRange);
  }
}
