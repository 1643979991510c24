import {
  ChangeFigures,
  Metrics,
  MetricsQuery,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { Visibility } from '../permissions/Grants';
import { isPostgres } from '../platform/database';
import { withoutWorkLogged } from './filters';
import { whereVisible } from './visibility';

type Counts = Pick<
  ChangeFigures,
  | 'changes'
  | 'closed'
  | 'successful'
  | 'failed'
  | 'rolledBack'
  | 'emergencies'
  | 'emergenciesWithoutWorkLogged'
>;

/** What each count adds up, over one row for each change that was carried out. */
const counted: Record<keyof Counts, string> = {
  changes: '1 = 1',
  closed: 'close_code IS NOT NULL',
  successful: `close_code = 'successful'`,
  failed: `close_code IN ('unsuccessful', 'rolled-back')`,
  rolledBack: `close_code = 'rolled-back'`,
  emergencies: `type = 'emergency'`,
  emergenciesWithoutWorkLogged: 'unlogged = 1',
};

function share(part: number, of: number): number | undefined {
  return of ? part / of : undefined;
}

function toFigures(row: Record<keyof Counts, unknown>): ChangeFigures {
  // PostgreSQL gives sums as text, and none at all of no rows.
  const counts = Object.fromEntries(
    Object.keys(counted).map(name => [name, Number(row[name as keyof Counts])]),
  ) as Counts;
  const { changes, closed } = counts;
  return {
    ...counts,
    emergencyShare: share(counts.emergencies, changes),
    successRate: share(counts.successful, closed),
    failureRate: share(counts.failed, closed),
    rollbackRate: share(counts.rolledBack, closed),
  };
}

/** Figures over all changes, by SQL alone: one statement for the total, one for the groups. */
export class FigureReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async read(query: MetricsQuery, visible: Visibility): Promise<Metrics> {
    const [[total], groups] = await Promise.all([
      this.#sum(this.#carriedOut(query, visible)),
      this.#sum(this.#grouped(query, visible))
        .select('key')
        .groupBy('key')
        .orderBy('key'),
    ]);
    return {
      ...query,
      total: toFigures(total),
      groups: groups.map(row => ({
        ...toFigures(row),
        key: row.key ?? undefined,
      })),
    };
  }

  #sum(rows: Knex.QueryBuilder): Knex.QueryBuilder<any, any[]> {
    const sums = Object.entries(counted).map(([name, condition]) =>
      this.#database.raw(
        `sum(case when ${condition} then 1 else 0 end) as ??`,
        [name],
      ),
    );
    return this.#database.from(rows.as('carried_out')).select(sums);
  }

  #carriedOut(
    { from, to }: MetricsQuery,
    visible: Visibility,
  ): Knex.QueryBuilder {
    const query = this.#database('changes')
      .whereNotNull('changes.actual_start')
      .select('changes.type', 'changes.close_code')
      .select(
        this.#database.raw(
          `case when changes.type = 'emergency' and ${withoutWorkLogged} then 1 else 0 end as unlogged`,
        ),
      );
    if (from) {
      query.where('changes.actual_start', '>=', from);
    }
    if (to) {
      query.where('changes.actual_start', '<', to);
    }
    whereVisible(query, visible);
    return query;
  }

  /** One row for each change and each group that it belongs to. */
  #grouped(asked: MetricsQuery, visible: Visibility): Knex.QueryBuilder {
    const query = this.#carriedOut(asked, visible);
    switch (asked.groupBy) {
      case 'system':
        return query
          .join(
            this.#database('change_entities')
              .distinct('change_number', 'system_ref')
              .as('touched'),
            'touched.change_number',
            'changes.number',
          )
          .select({ key: 'touched.system_ref' });
      case 'team':
        return query
          .leftJoin('change_parties as owner', join =>
            join
              .on('owner.change_number', 'changes.number')
              .andOnVal('owner.kind', 'owner'),
          )
          .select({ key: 'owner.subject' });
      case 'category':
        return query.select({ key: 'changes.category' });
      default:
        return query.select(
          this.#database.raw(
            isPostgres(this.#database)
              ? `to_char(changes.actual_start at time zone 'UTC', 'YYYY-MM') as key`
              : 'substr(changes.actual_start, 1, 7) as key',
          ),
        );
    }
  }
}
