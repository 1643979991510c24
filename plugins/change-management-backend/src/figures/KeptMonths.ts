import { Knex } from 'knex';
import { isPostgres } from '../platform/database';

/** Adds a month up, within the transaction. */
type Count<T> = (tx: Knex, month: string) => Promise<T>;

/** Figures of months that are over, in the tables `figure_months` and `figure_touches`. */
export class KeptMonths {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** What was kept of some months, and of the others what is counted now and kept from now on. */
  async read<T>(
    months: string[],
    grouping: string,
    count: Count<T>,
  ): Promise<T[]> {
    const known = await this.#known<T>(this.#database, months, grouping);
    const found: T[] = [];
    for (const month of months) {
      found.push(
        known.get(month) ?? (await this.#keep(month, grouping, count)),
      );
    }
    return found;
  }

  async #known<T>(
    knex: Knex,
    months: string[],
    grouping: string,
  ): Promise<Map<string, T>> {
    const rows = await knex('figure_months')
      .whereIn('month', months)
      .where({ grouping })
      .whereNotIn('month', knex('figure_touches').select('month'))
      .select('month', 'document');
    return new Map(
      rows.map(({ month, document }) => [month, JSON.parse(document)]),
    );
  }

  /**
   * One at a time, and what it sees is what was there when its turn came: a month that is touched meanwhile keeps its note,
   * and what was counted before a note never outlives it.
   */
  async #keep<T>(month: string, grouping: string, count: Count<T>): Promise<T> {
    const keep = async (tx: Knex.Transaction) => {
      if (isPostgres(tx)) {
        // Before anything is read: from then on the transaction sees what was committed before it.
        await tx.raw('LOCK TABLE figure_months IN SHARE ROW EXCLUSIVE MODE');
      }
      const known = await this.#known<T>(tx, [month], grouping);
      if (known.has(month)) {
        return known.get(month)!;
      }
      if (await tx('figure_touches').where({ month }).delete()) {
        await tx('figure_months').where({ month }).delete();
      }
      const counted = await count(tx, month);
      await tx('figure_months').insert({
        month,
        grouping,
        document: JSON.stringify(counted),
      });
      return counted;
    };
    return this.#database.transaction(
      keep,
      isPostgres(this.#database)
        ? { isolationLevel: 'repeatable read' }
        : undefined,
    );
  }
}
