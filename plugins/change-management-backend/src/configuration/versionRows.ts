import { ConfigurationVersion } from 'backstage-plugin-change-management-common';
import { toIsoTime } from '../platform/database';
import { toItemId } from './itemId';

/** What a list shows of `versions`, besides `item_number`: neither contents nor blame. */
export const versionColumns = [
  { version_number: 'versions.number' },
  'versions.digest',
  'versions.size',
  'versions.change_id',
  'versions.author',
  'versions.created_at',
  'versions.origin',
  'versions.note',
];

/** A row with {@link versionColumns} as a version. */
export function toVersion(row: any): ConfigurationVersion {
  return {
    itemId: toItemId(row.item_number),
    number: row.version_number,
    changeId: row.change_id ?? undefined,
    author: row.author,
    createdAt: toIsoTime(row.created_at),
    digest: row.digest,
    size: row.size,
    origin: row.origin,
    note: row.note ?? undefined,
  };
}
