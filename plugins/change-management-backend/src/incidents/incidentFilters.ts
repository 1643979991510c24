import {
  IncidentQuery,
  PROBABLE_CAUSE,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toChangeNumber } from '../platform/changeId';
import { isPostgres } from '../platform/database';
import { toIncidentNumber } from './incidentId';

/** Numbers of the incidents of these entities. */
function ofEntities(knex: Knex, entityRefs: string[]): Knex.QueryBuilder {
  const query = knex('incident_entities').select('incident_number');
  return isPostgres(knex)
    ? // One parameter whatever the number of refs, so that one prepared plan serves all.
      query.whereRaw('entity_ref = ANY(?::text[])', [entityRefs])
    : query.whereIn('entity_ref', entityRefs);
}

function suspectedOf(knex: Knex, changeId: string): Knex.QueryBuilder {
  return knex('incident_suspects')
    .select('incident_number')
    .where({ change_number: toChangeNumber(changeId) ?? 0 })
    .where('confidence', '>=', PROBABLE_CAUSE);
}

/** Limits a query on `incidents` to what was asked for. */
export function whereAsked(
  query: Knex.QueryBuilder,
  knex: Knex,
  asked: Omit<IncidentQuery, 'scope' | 'limit' | 'cursor'>,
): void {
  const { entityRef, from, to, severity, major, open, cause } = asked;
  if (entityRef) {
    query.whereIn('number', ofEntities(knex, entityRef));
  }
  if (from) {
    query.where('started_at', '>=', from);
  }
  if (to) {
    query.where('started_at', '<', to);
  }
  if (severity) {
    query.whereIn('severity', severity);
  }
  if (cause) {
    query.whereIn('cause', cause);
  }
  if (major) {
    query.where({ major: major === 'true' });
  }
  if (open === 'true') {
    query.whereNull('ended_at');
  } else if (open === 'false') {
    query.whereNotNull('ended_at');
  }
  if (asked.causedBy) {
    query.whereIn(
      'caused_by_number',
      asked.causedBy.map(id => toChangeNumber(id) ?? 0),
    );
  }
  if (asked.suspectedOf) {
    query
      .where({ cause: 'open' })
      .whereIn('number', suspectedOf(knex, asked.suspectedOf));
  }
  if (asked.ref) {
    const refs = asked.ref;
    query.where(either =>
      either.whereIn('external_ref', refs).orWhereIn(
        'number',
        refs.map(ref => toIncidentNumber(ref) ?? 0),
      ),
    );
  }
}
