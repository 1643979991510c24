import { MetricGroup } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { measured } from '../changes/measured';
import { KeptMonths } from './KeptMonths';
import { monthAfter, Span, splitMonths, startOf } from './months';
import { allOf, Asked, isAll, whereAsked, whereWithin } from './scope';
import { Counts, occur, Sheet, SheetDocument } from './Sums';

/** By what the rows of changes are grouped; several refs in one text are told apart afterwards. */
const columns: Record<MetricGroup, string> = {
  month: 'month',
  category: 'category',
  system: 'systems',
  team: 'teams',
  service: 'entities',
};

/** Of these more is asked than the rows of changes say: the time, and incidents. They are counted anew each time. */
const { failures, emergenciesWithoutIncident, emergenciesDocumentedLate } =
  measured;
const lasting = Object.fromEntries(
  Object.entries(measured).filter(
    ([, condition]) =>
      ![
        failures,
        emergenciesWithoutIncident,
        emergenciesDocumentedLate,
      ].includes(condition),
  ),
);

/** Some minutes as begun hours. */
const begunHours = '(lead_minutes + 59) / 60';

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

function toCounts({ key, ...row }: Counted): Partial<Counts> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Number(value)]),
  );
}

/**
 * Adds up what has become of changes, out of the narrow rows of `change_measures` alone: the database gives back one row for
 * each set of refs, so that it does not matter how many changes there are of each. Months that are over are added up once.
 */
export class ChangeTally {
  readonly #database: Knex;
  readonly #months: KeptMonths;

  constructor(database: Knex, months: KeptMonths) {
    this.#database = database;
    this.#months = months;
  }

  async addTo(sheet: Sheet, asked: Asked): Promise<void> {
    const { months, rest } = await this.#split(asked);
    const [kept] = await Promise.all([
      this.#months.read(months, asked.groupBy, (tx, month) =>
        this.#countMonth(tx, month, asked),
      ),
      ...rest.map(span =>
        this.#addSpan(this.#database, sheet, { ...asked, ...span }),
      ),
      this.#addPassing(sheet, asked),
    ]);
    kept.forEach(document => sheet.merge(document));
  }

  async #split(asked: Asked): Promise<{ months: string[]; rest: Span[] }> {
    const { from, to, now } = asked;
    if (!isAll(asked)) {
      return { months: [], rest: [{ from, to }] };
    }
    if (from !== undefined) {
      return splitMonths({ from, to }, now);
    }
    const first = await this.#database('change_measures')
      .min({ month: 'month' })
      .first();
    return first?.month
      ? splitMonths({ from: startOf(first.month), to }, now)
      : { months: [], rest: [] };
  }

  async #countMonth(
    tx: Knex,
    month: string,
    { groupBy, now }: Asked,
  ): Promise<SheetDocument> {
    const sheet = new Sheet();
    const span = { from: startOf(month), to: startOf(monthAfter(month)), now };
    await this.#addSpan(tx, sheet, allOf(groupBy, span));
    return sheet.toDocument();
  }

  async #addSpan(knex: Knex, sheet: Sheet, asked: Asked): Promise<void> {
    // One after the other: a transaction has one connection.
    for (const row of await this.#count(knex, asked)) {
      const numbers = toCounts(row);
      const all = { ...numbers, failures: numbers.failed };
      sheet.add(toKeys(row.key), sums => sums.add(all));
    }
    const leads = this.#occurrences(knex, asked, begunHours, 'lead_minutes');
    for (const { key, value, times } of await leads) {
      sheet.add(toKeys(key), ({ leadHours }) =>
        occur(leadHours, Number(value), Number(times)),
      );
    }
    const column = 'restore_minutes';
    const restores = this.#occurrences(knex, asked, column, column);
    for (const { key, value, times } of await restores) {
      sheet.add(toKeys(key), ({ restoreMinutes }) =>
        occur(restoreMinutes, Number(value), Number(times)),
      );
    }
  }

  async #addPassing(sheet: Sheet, asked: Asked): Promise<void> {
    const knex = this.#database;
    const key = columns[asked.groupBy];
    const counted = (name: string, condition: string) =>
      knex.raw(`count(*) filter (where ${condition}) as "${name}"`, {
        now: asked.now,
      });
    const found: Counted[][] = await Promise.all([
      this.#rows(knex, asked)
        .where('type', 'emergency')
        .select({ key })
        .select(
          counted('emergenciesWithoutIncident', emergenciesWithoutIncident),
          counted('emergenciesDocumentedLate', emergenciesDocumentedLate),
        )
        .groupBy(key),
      // Those that failed are counted already.
      this.#rows(knex, asked)
        .whereRaw(failures)
        .whereRaw(`NOT coalesce(${measured.failed}, false)`)
        .whereIn(
          'change_number',
          knex('incidents')
            .whereNotNull('caused_by_number')
            .select('caused_by_number'),
        )
        .select({ key })
        .count({ failures: '*' })
        .groupBy(key),
    ]);
    for (const row of found.flat()) {
      sheet.add(toKeys(row.key), sums => sums.add(toCounts(row)));
    }
  }

  #rows(knex: Knex, asked: Asked): Knex.QueryBuilder {
    const query = knex('change_measures');
    whereWithin(query, 'started_at', asked);
    return whereAsked(query, knex, asked);
  }

  #count(knex: Knex, asked: Asked): Knex.QueryBuilder<any, Counted[]> {
    const key = columns[asked.groupBy];
    return this.#rows(knex, asked)
      .select({ key })
      .select(
        Object.entries(lasting).map(([name, condition]) =>
          knex.raw(`count(*) filter (where ${condition}) as "${name}"`),
        ),
      )
      .count({ changes: '*' })
      .select(
        knex.raw(
          'coalesce(sum(downtime_minutes), 0) as "changeDowntimeMinutes"',
        ),
      )
      .groupBy(key);
  }

  #occurrences(
    knex: Knex,
    asked: Asked,
    value: string,
    column: string,
  ): Knex.QueryBuilder<any, Occurred[]> {
    const key = columns[asked.groupBy];
    return this.#rows(knex, asked)
      .whereNotNull(column)
      .select({ key, value: knex.raw(value) })
      .count({ times: '*' })
      .groupBy(key, knex.raw(value));
  }
}
