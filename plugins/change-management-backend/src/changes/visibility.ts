import { ChangeRequestFilter } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { whereSeen } from '../permissions/criteria';
import { Visibility } from '../permissions/Grants';
import { toChangeNumber } from '../platform/changeId';

type Field = Exclude<
  ChangeRequestFilter['field'],
  'id' | 'affectedEntities' | 'owners'
>;

const columns: Record<Field, string> = {
  state: 'changes.state',
  type: 'changes.type',
  category: 'changes.category',
  riskLevel: 'changes.risk_level',
  requestedBy: 'changes.requested_by',
  implementer: 'changes.implementer',
};

function addLeaf(
  query: Knex.QueryBuilder,
  { field, values }: ChangeRequestFilter,
): void {
  switch (field) {
    case 'id':
      query.whereIn(
        'changes.number',
        values.map(id => toChangeNumber(id) ?? 0),
      );
      break;
    case 'affectedEntities':
      query.whereExists(exists =>
        exists
          .from('change_entities')
          .select(exists.client.raw('1'))
          .whereRaw('change_entities.change_number = changes.number')
          .whereIn('change_entities.entity_ref', values),
      );
      break;
    case 'owners':
      query.whereExists(exists =>
        exists
          .from('change_parties')
          .select(exists.client.raw('1'))
          .whereRaw('change_parties.change_number = changes.number')
          .where('change_parties.kind', 'owner')
          .whereIn('change_parties.subject', values),
      );
      break;
    default:
      query.whereNotNull(columns[field]).whereIn(columns[field], values);
  }
}

/** Limits a query on `changes` to what its reader may see. */
export function whereVisible(
  query: Knex.QueryBuilder,
  visible: Visibility,
): void {
  whereSeen(query, visible, addLeaf);
}
