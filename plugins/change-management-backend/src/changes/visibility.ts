import {
  AllOfCriteria,
  AnyOfCriteria,
  NotCriteria,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { ChangeRequestFilter } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { Visibility } from '../permissions/Grants';
import { toChangeNumber } from '../platform/changeId';

type Criteria = PermissionCriteria<ChangeRequestFilter>;
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

/** A leaf is always true or false, never NULL: else its negation would lose the rows where the column is empty. */
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

function addCriteria(query: Knex.QueryBuilder, criteria: Criteria): void {
  if ('not' in criteria) {
    const { not } = criteria as NotCriteria<ChangeRequestFilter>;
    query.whereNot(inner => addCriteria(inner, not));
  } else if ('anyOf' in criteria) {
    const { anyOf } = criteria as AnyOfCriteria<ChangeRequestFilter>;
    // Knex drops an empty group, which would make it true.
    query.whereRaw('1 = 0');
    for (const part of anyOf) {
      query.orWhere(inner => addCriteria(inner, part));
    }
  } else if ('allOf' in criteria) {
    const { allOf } = criteria as AllOfCriteria<ChangeRequestFilter>;
    query.whereRaw('1 = 1');
    for (const part of allOf) {
      query.andWhere(inner => addCriteria(inner, part));
    }
  } else {
    addLeaf(query, criteria);
  }
}

/** Limits a query on `changes` to what its reader may see. */
export function whereVisible(
  query: Knex.QueryBuilder,
  visible: Visibility,
): void {
  if (visible === 'none') {
    query.whereRaw('1 = 0');
  } else if (visible !== 'all') {
    query.where(inner => addCriteria(inner, visible));
  }
}
