import {
  Change,
  withoutContent,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeStore } from './ChangeStore';

/**
 * Takes the content of a change away, in a transaction of the caller; unless, once nobody else can alter it any more, it
 * `mayGo` no longer.
 */
export type BlankChange = (
  tx: Knex.Transaction,
  number: number,
  mayGo: () => Promise<boolean>,
) => Promise<Change | undefined>;

export function createBlankChange(store: ChangeStore): BlankChange {
  return async (tx, number, mayGo) => {
    const record = (await store.lock(tx, number))!;
    if (!(await mayGo())) {
      return undefined;
    }
    const change = withoutContent(record.change);
    await store.update(tx, record, { ...record, change, isPurged: true });
    return change;
  };
}
