import { Change } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ChainHead } from '../audit/chain';
import { Party } from './parties';

/** What is written of a change by one command. */
export interface ChangeRecord {
  change: Change;
  /** End of its audit trail. */
  chain: ChainHead;
  parties: Party[];
  /** When somebody next has to be reminded of it (ISO 8601, UTC). */
  nextReminderAt?: string;
  /** Its content has just been taken away. */
  isPurged?: boolean;
}

/** Changes one by one; every write happens in the caller's transaction. */
export interface ChangeStore {
  /** The change as last committed. */
  get(number: number): Promise<Change | undefined>;
  /** The change, and whether what a column tells holds of it, by one statement. */
  getWith(
    number: number,
    column: Knex.Raw,
  ): Promise<{ change: Change; holds: boolean } | undefined>;
  /** Several at once, in the order asked. */
  getMany(numbers: (number | undefined)[]): Promise<(Change | undefined)[]>;
  /** The change, held so that nobody else can write it before the transaction ends. */
  lock(tx: Knex.Transaction, number: number): Promise<ChangeRecord | undefined>;
  /** A number that no change has had. */
  nextNumber(knex: Knex): Promise<number>;
  /** @param also - what is written with it, to tables of others */
  insert(
    knex: Knex,
    record: ChangeRecord,
    also?: Knex.QueryBuilder[],
  ): Promise<void>;
  /**
   * @param also - what is written with it, to tables of others
   * @throws ConflictError when the stored revision is no longer the one of `before`
   */
  update(
    tx: Knex.Transaction,
    before: ChangeRecord,
    after: ChangeRecord,
    also?: Knex.QueryBuilder[],
  ): Promise<void>;
  /** Only when the watch has to look again; the change stays as it is. */
  setNextReminder(
    tx: Knex.Transaction,
    number: number,
    at: string | undefined,
  ): Promise<void>;
  /** Only whom the change waits for; the change stays as it is. */
  setParties(
    tx: Knex.Transaction,
    number: number,
    before: Party[],
    after: Party[],
  ): Promise<void>;
  isEmpty(): Promise<boolean>;
}
