import { MetricGroup } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { begunLeadHours, measured } from '../changes/measured';
import { KeptMonths } from './KeptMonths';
import { monthAfter, Span, splitMonths, startOf } from './months';
import { whereWithin } from '../platform/whereWithin';
import { allOf, Asked, Kept, keptFor, whereAsked } from './scope';
import {
  countEmergencies,
  EmergenciesDocument,
  knownIncidents,
  readEmergencies,
} from './Emergencies';
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

/** A month that is over, as it is kept. */
type MonthDocument = SheetDocument & { emergencies: EmergenciesDocument };

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
    const kept = keptFor(asked);
    const { months, rest } = await this.#split(asked, kept);
    const [documents] = await Promise.all([
      this.keep(months, kept?.grouping ?? asked.groupBy),
      ...rest.flatMap(span => [
        this.#addSpan(this.#database, sheet, { ...asked, ...span }),
        this.#addEmergencies(sheet, { ...asked, ...span }),
      ]),
      this.#addFailures(sheet, asked),
    ]);
    await this.#addKept(sheet, asked, kept?.only, { months, documents });
  }

  /** Months that are over, kept from now on. */
  keep(months: string[], grouping: MetricGroup): Promise<MonthDocument[]> {
    return this.#months.read(months, grouping, async (tx, month) => {
      const sheet = new Sheet();
      const from = startOf(month);
      const span = { from, to: startOf(monthAfter(month)), now: from };
      const asked = allOf(grouping, span);
      await this.#addSpan(tx, sheet, asked);
      const emergencies = await readEmergencies(
        () => this.#rows(tx, asked),
        columns[grouping],
      );
      return { ...sheet.toDocument(), emergencies };
    });
  }

  async #split(
    { from, to, now }: Asked,
    kept: Kept | undefined,
  ): Promise<{ months: string[]; rest: Span[] }> {
    if (!kept) {
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

  /** @param only - the one group that was asked for */
  async #addKept(
    sheet: Sheet,
    { groupBy, now }: Asked,
    only: string | undefined,
    kept: { months: string[]; documents: MonthDocument[] },
  ): Promise<void> {
    const known = await knownIncidents(
      this.#database,
      kept.documents.map(({ emergencies }) => emergencies),
    );
    kept.months.forEach((month, index) => {
      const document = kept.documents[index];
      const asGroup = groupBy === 'month' ? month : only;
      if (only === undefined) {
        sheet.merge(document);
      } else {
        const sums = document.groups.find(([key]) => key === only)?.[1];
        if (sums) {
          sheet.mergeGroup(asGroup!, sums);
        }
      }
      const { emergencies } = document;
      for (const { key, ...counts } of countEmergencies(
        emergencies,
        known,
        now,
      )) {
        if (only === undefined) {
          sheet.add(toKeys(key), sums => sums.add(counts));
        } else if (toKeys(key).includes(only)) {
          sheet.add([asGroup!], sums => sums.add(counts));
        }
      }
    });
  }

  async #addSpan(knex: Knex, sheet: Sheet, asked: Asked): Promise<void> {
    // One after the other: a transaction has one connection.
    for (const row of await this.#count(knex, asked)) {
      const numbers = toCounts(row);
      const all = { ...numbers, failures: numbers.failed };
      sheet.add(toKeys(row.key), sums => sums.add(all));
    }
    const leads = this.#occurrences(
      knex,
      asked,
      begunLeadHours,
      'lead_minutes',
    );
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

  async #addEmergencies(sheet: Sheet, asked: Asked): Promise<void> {
    const knex = this.#database;
    const key = columns[asked.groupBy];
    const counted = (name: string, condition: string) =>
      knex.raw(`count(*) filter (where ${condition}) as "${name}"`, {
        now: asked.now,
      });
    const found: Counted[] = await this.#rows(knex, asked)
      .where('type', 'emergency')
      .select({ key })
      .select(
        counted('emergenciesWithoutIncident', emergenciesWithoutIncident),
        counted('emergenciesDocumentedLate', emergenciesDocumentedLate),
      )
      .groupBy(key);
    found.forEach(row =>
      sheet.add(toKeys(row.key), sums => sums.add(toCounts(row))),
    );
  }

  /** Those `failures` that only incidents tell of: found by the incidents, which are few. */
  async #addFailures(sheet: Sheet, asked: Asked): Promise<void> {
    const knex = this.#database;
    const key = columns[asked.groupBy];
    const found: Counted[] = await this.#rows(knex, asked)
      .whereRaw(`NOT coalesce(${measured.failed}, false)`)
      .whereIn(
        'change_number',
        knex('incidents')
          .whereNotNull('caused_by_number')
          .select('caused_by_number'),
      )
      .select({ key })
      .count({ failures: '*' })
      .groupBy(key);
    found.forEach(row =>
      sheet.add(toKeys(row.key), sums => sums.add(toCounts(row))),
    );
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
