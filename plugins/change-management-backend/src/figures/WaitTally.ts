import {
  Occurrences,
  riskLevels,
  roles,
  spreadOf,
  WaitingFigures,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { KeptMonths } from './KeptMonths';
import { monthAfter, Span, splitMonths, startOf } from './months';
import { whereWithin } from '../platform/whereWithin';
import { allOf, Asked, keptFor, whereAsked } from './scope';
import { occur } from './Sums';

interface Row {
  role: WaitingFigures['role'];
  risk_level: WaitingFigures['riskLevel'] | null;
  quarters: number | string;
  times: number | string;
}

const order: string[] = [...roles, 'named', 'owner'];

/** Begun quarters of an hour: few enough values that the database counts each of them. */
const quarters = '(minutes + 14) / 15';

/** How long approvers were waited for, by role and level of risk. */
export class WaitTally {
  readonly #database: Knex;
  readonly #months: KeptMonths;

  constructor(database: Knex, months: KeptMonths) {
    this.#database = database;
    this.#months = months;
  }

  async read(asked: Asked): Promise<WaitingFigures[]> {
    const { months, rest } = this.#split(asked);
    const rows = await Promise.all([
      ...rest.map(span => this.#count(this.#database, { ...asked, ...span })),
      this.keep(months).then(found => found.flat()),
    ]);
    return toWaiting(rows.flat());
  }

  /** Months that are over, kept from now on. */
  keep(months: string[]): Promise<Row[][]> {
    return this.#months.read(months, 'waiting', (tx, month) => {
      const from = startOf(month);
      const span = { from, to: startOf(monthAfter(month)), now: from };
      return this.#count(tx, allOf('month', span));
    });
  }

  #split(asked: Asked): { months: string[]; rest: Span[] } {
    const { from, to, now } = asked;
    const kept = keptFor(asked);
    return kept && !kept.only && from !== undefined
      ? splitMonths({ from, to }, now)
      : { months: [], rest: [{ from, to }] };
  }

  #count(knex: Knex, asked: Asked): Knex.QueryBuilder<any, Row[]> {
    const query = knex('approval_waits');
    whereWithin(query, 'decided_at', asked);
    return whereAsked(query, knex, asked)
      .select('role', 'risk_level', { quarters: knex.raw(quarters) })
      .count({ times: '*' })
      .groupBy('role', 'risk_level', knex.raw(quarters));
  }
}

function toWaiting(rows: Row[]): WaitingFigures[] {
  const found = new Map<
    string,
    Pick<WaitingFigures, 'role' | 'riskLevel'> & { hours: Occurrences }
  >();
  for (const { role, risk_level, ...row } of rows) {
    const riskLevel = risk_level ?? undefined;
    const id = `${role} ${riskLevel}`;
    const known = found.get(id) ?? { role, riskLevel, hours: new Map() };
    found.set(id, known);
    occur(known.hours, Number(row.quarters) / 4, Number(row.times));
  }
  return [...found.values()]
    .map(({ hours, ...who }) => ({
      ...who,
      decisions: [...hours.values()].reduce((sum, times) => sum + times, 0),
      hours: spreadOf(hours)!,
    }))
    .sort(
      (a, b) =>
        order.indexOf(a.role) - order.indexOf(b.role) ||
        riskLevels.indexOf(a.riskLevel!) - riskLevels.indexOf(b.riskLevel!),
    );
}
