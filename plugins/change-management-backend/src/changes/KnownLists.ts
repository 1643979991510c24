import { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { toIsoTime } from '../platform/database';
import { FoundChange } from './ChangeFinder';
import { readDocument } from './documents';
import { KnownDocuments } from './KnownDocuments';

/** Characters of what was asked, and numbers of what was found, of all lists together. */
const REMEMBERED_AT_MOST = 2_000_000;
/** Numbers of changes in one statement at most. */
export const NUMBERS_A_CALL = 500;

/** By what a change of a list is known again. */
const known = [
  'changes.number',
  'changes.audit_hash',
  'changes.content_purged',
];
const whole = [...known, 'changes.lean_document', 'changes.closed_at'];

/** A row of a list; without a document where those of the list are probably known. */
export interface ListRow {
  number: number;
  audit_hash: string;
  content_purged: boolean | number;
  lean_document?: string;
  closed_at?: string | Date | null;
}

/** A list that is about to be read. */
export interface List {
  /** What to select. */
  columns: string[];
  /** The changes of the rows, in their order. */
  read(rows: ListRow[]): Promise<FoundChange[]>;
}

/**
 * Lists of changes as they were read last. Where all that a list showed is still known, its rows are read without documents,
 * and only those of changes to which something has happened are read after them; any other is read whole, by one statement.
 */
export class KnownLists {
  readonly #database: Knex;
  readonly #documents = new KnownDocuments<FoundChange>();
  readonly #shown = new LRUCache<string, number[]>({
    maxSize: REMEMBERED_AT_MOST,
  });

  constructor(database: Knex) {
    this.#database = database;
  }

  /** @param asked - what tells the list from others */
  of(...asked: unknown[]): List {
    const key = JSON.stringify(asked);
    const isKnown = this.#shown
      .get(key)
      ?.every(number => this.#documents.of(number));
    return {
      columns: isKnown ? known : whole,
      read: async rows => {
        const found = await this.#read(rows);
        const numbers = rows.map(({ number }) => number);
        this.#shown.set(key, numbers, {
          size: key.length + numbers.length + 1,
        });
        return found;
      },
    };
  }

  async #read(rows: ListRow[]): Promise<FoundChange[]> {
    const found = new Map<number, FoundChange>();
    const missing: number[] = [];
    for (const row of rows) {
      const change = this.#recall(row) ?? this.#keep(row);
      if (change) {
        found.set(row.number, change);
      } else {
        missing.push(row.number);
      }
    }
    for (let from = 0; from < missing.length; from += NUMBERS_A_CALL) {
      const news: ListRow[] = await this.#database('changes')
        .whereIn('number', missing.slice(from, from + NUMBERS_A_CALL))
        .select(whole);
      news.forEach(row => found.set(row.number, this.#keep(row)!));
    }
    // Whatever was purged meanwhile is not there.
    return rows.flatMap(({ number }) => found.get(number) ?? []);
  }

  #recall(row: ListRow): FoundChange | undefined {
    const { number, audit_hash: hash, content_purged: isPurged } = row;
    const last = this.#documents.of(number);
    return last?.hash === hash && !isPurged ? last.document : undefined;
  }

  #keep(row: ListRow): FoundChange | undefined {
    const { number, audit_hash: hash, lean_document: text, closed_at } = row;
    if (text === undefined) {
      return undefined;
    }
    const change: FoundChange = readDocument(text);
    change.closedAt = closed_at ? toIsoTime(closed_at) : undefined;
    return this.#documents.keep(number, hash, change, text.length);
  }
}
