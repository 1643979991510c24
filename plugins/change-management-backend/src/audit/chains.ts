import {
  PreviousEvent,
  TrailSource,
  trailSources,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isPostgres } from '../platform/database';
import { TrailRow, trailTables } from './trailRows';

/** An event by its chain and its place there. */
export interface ChainPlace {
  of: TrailRow['subject'];
  sequence: number;
}

/** Finds events at those places; the list leads, each event is found by its index. */
export function fromPlaces(
  knex: Knex,
  source: TrailSource,
  places: ChainPlace[],
): Knex.QueryBuilder {
  const { table, subject } = trailTables[source];
  const type = source === 'change' ? 'integer' : 'text';
  const list = JSON.stringify(places);
  const wanted = isPostgres(knex)
    ? knex.raw(
        `json_to_recordset(?) AS wanted("of" ${type}, sequence integer)`,
        list,
      )
    : knex.raw(
        `(SELECT value ->> 'of' AS "of", value ->> 'sequence' AS sequence FROM json_each(?)) AS wanted`,
        list,
      );
  return knex
    .from(wanted)
    .crossJoin(knex.raw('?? AS event', [table]))
    .whereRaw('event.?? = wanted."of"', [subject])
    .whereRaw('event.sequence = wanted.sequence');
}

const keyOf = (of: ChainPlace['of'], sequence: number) => `${of}/${sequence}`;

/** The places before those of some events of one source, but for those where another of them stands. */
export function placesBefore(rows: TrailRow[]): ChainPlace[] {
  const among = new Set(rows.map(row => keyOf(row.subject, row.sequence)));
  return rows
    .map(row => ({ of: row.subject, sequence: row.sequence - 1 }))
    .filter(
      ({ of, sequence }) => sequence > 0 && !among.has(keyOf(of, sequence)),
    );
}

/** Chains whose last event is remembered: those that went on of late. */
const remembered = 20_000;

const chainOf = ({ source, subject }: Pick<TrailRow, 'source' | 'subject'>) =>
  `${source} ${subject}`;

/** Tells the event before each one, for whoever walks along the trail. */
export class ChainWalk {
  readonly #database: Knex;
  readonly #ends = new Map<string, PreviousEvent>();

  constructor(database: Knex) {
    this.#database = database;
  }

  /** In the order of the events; null where none stands before. */
  async previousOf(rows: TrailRow[]): Promise<(PreviousEvent | null)[]> {
    const read = new Map<string, string>();
    for (const source of trailSources) {
      const found = await this.#read(
        source,
        rows.filter(row => row.source === source),
      );
      for (const { of, sequence, hash } of found) {
        read.set(keyOf(chainOf({ source, subject: of }), sequence), hash);
      }
    }
    const previous = rows.map(row => {
      const chain = chainOf(row);
      const sequence = row.sequence - 1;
      const end = this.#ends.get(chain);
      this.#ends.delete(chain);
      this.#ends.set(chain, { sequence: row.sequence, hash: row.hash });
      if (end?.sequence === sequence) {
        return end;
      }
      const hash = read.get(keyOf(chain, sequence));
      return hash === undefined ? null : { sequence, hash };
    });
    for (const chain of this.#ends.keys()) {
      if (this.#ends.size <= remembered) {
        break;
      }
      this.#ends.delete(chain);
    }
    return previous;
  }

  async #read(
    source: TrailSource,
    rows: TrailRow[],
  ): Promise<(ChainPlace & { hash: string })[]> {
    const places = placesBefore(rows).filter(
      ({ of, sequence }) =>
        this.#ends.get(chainOf({ source, subject: of }))?.sequence !== sequence,
    );
    return places.length === 0
      ? []
      : fromPlaces(this.#database, source, places).select(
          `event.${trailTables[source].subject} as of`,
          'event.sequence',
          'event.hash',
        );
  }
}
