import { MetricGroup } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { measured } from '../changes/measured';
import { Asked, whereAsked, whereWithin } from './scope';
import { Counts, occur, Sheet } from './Sums';

/** By what the rows of changes are grouped; several refs in one text are told apart afterwards. */
const columns: Record<MetricGroup, string> = {
  month: 'month',
  category: 'category',
  system: 'systems',
  team: 'teams',
  service: 'entities',
};

/** Some minutes as begun hours. */
const beginHours = '(lead_minutes + 59) / 60';

interface Counted {
  key: string | null;
  [count: string]: unknown;
}

interface Occurred {
  key: string | null;
  value: number | string;
  times: number | string;
}

function toKeys(key: string | null): string[] {
  return key ? key.split(' ') : [];
}

/**
 * Adds up what has become of changes: three statements that read the narrow rows of `change_measures` alone and give back
 * one row for each set of refs, so that it does not matter how many changes there are of each.
 */
export class ChangeTally {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async addTo(sheet: Sheet, asked: Asked): Promise<void> {
    const [counts, leads, restores] = await Promise.all([
      this.#count(asked),
      this.#occurrences(asked, beginHours, 'lead_minutes'),
      this.#occurrences(asked, 'restore_minutes', 'restore_minutes'),
    ]);
    for (const { key, ...row } of counts) {
      const numbers: Partial<Counts> = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, Number(value)]),
      );
      sheet.add(toKeys(key), sums => sums.add(numbers));
    }
    for (const { key, value, times } of leads) {
      sheet.add(toKeys(key), ({ leadHours }) =>
        occur(leadHours, Number(value), Number(times)),
      );
    }
    for (const { key, value, times } of restores) {
      sheet.add(toKeys(key), ({ restoreMinutes }) =>
        occur(restoreMinutes, Number(value), Number(times)),
      );
    }
  }

  #rows(asked: Asked): Knex.QueryBuilder {
    const query = this.#database('change_measures');
    whereWithin(query, 'started_at', asked);
    return whereAsked(query, this.#database, asked);
  }

  #count(asked: Asked): Knex.QueryBuilder<any, Counted[]> {
    const conditions = Object.entries(measured).map(([name, condition]) =>
      this.#database.raw(
        `count(*) filter (where ${condition}) as "${name}"`,
        condition.includes(':now') ? { now: asked.now } : {},
      ),
    );
    const key = columns[asked.groupBy];
    return this.#rows(asked)
      .select(conditions)
      .count({ changes: '*' })
      .select(
        this.#database.raw(
          'coalesce(sum(downtime_minutes), 0) as "changeDowntimeMinutes"',
        ),
      )
      .select({ key })
      .groupBy(key);
  }

  #occurrences(
    asked: Asked,
    value: string,
    column: string,
  ): Knex.QueryBuilder<any, Occurred[]> {
    const key = columns[asked.groupBy];
    return this.#rows(asked)
      .whereNotNull(column)
      .select({ key, value: this.#database.raw(value) })
      .count({ times: '*' })
      .groupBy(key, this.#database.raw(value));
  }
}
