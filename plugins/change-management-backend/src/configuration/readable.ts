import { ConfigurationItemFilter } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { Sight, whereSeen } from '../permissions/criteria';
import { toItemNumber } from './itemId';

const labels = { owners: 'owner', tags: 'tag' } as const;

function addLeaf(
  query: Knex.QueryBuilder,
  { field, values }: ConfigurationItemFilter,
): void {
  switch (field) {
    case 'id':
      query.whereIn(
        'items.number',
        values.map(id => toItemNumber(id) ?? 0),
      );
      break;
    case 'entityRef':
      query.whereIn('items.entity_ref', values);
      break;
    case 'kind':
      // Kinds are compared whole: what stands before the colon.
      query.where(any => {
        any.whereRaw('1 = 0');
        for (const kind of values) {
          any.orWhereRaw('substr(items.entity_ref, 1, ?) = ?', [
            kind.length + 1,
            `${kind}:`,
          ]);
        }
      });
      break;
    case 'system':
      query
        .whereNotNull('items.system_ref')
        .whereIn('items.system_ref', values);
      break;
    default:
      query.whereExists(exists =>
        exists
          .from('configuration_item_labels as label')
          .select(exists.client.raw('1'))
          .whereRaw('label.item_number = items.number')
          .where('label.kind', labels[field])
          .whereIn('label.value', values),
      );
  }
}

/** Limits a query on `configuration_items as items` to what its reader may read. */
export function whereReadable(
  query: Knex.QueryBuilder,
  sight: Sight<ConfigurationItemFilter>,
): void {
  whereSeen(query, sight, addLeaf);
}
