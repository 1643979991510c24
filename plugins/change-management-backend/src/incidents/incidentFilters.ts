import {
  IncidentQuery,
  PROBABLE_CAUSE,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { whereVisible } from '../changes/visibility';
import { OwnedNow } from '../impact/ownedNow';
import { Visibility } from '../permissions/Grants';
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

/** Numbers of the incidents of entities for which something holds. */
function withEntity(
  knex: Knex,
  holds: (query: Knex.QueryBuilder) => void,
): Knex.QueryBuilder {
  return knex('incident_entities').select('incident_number').modify(holds);
}

/** Those of which an entity is one of these, or, where `orNone`, of which none is any at all. */
function whereEntity(
  query: Knex.QueryBuilder,
  these: Knex.QueryBuilder,
  any: Knex.QueryBuilder | undefined,
): void {
  query.where(either => {
    either.whereIn('number', these);
    if (any) {
      either.orWhereNotIn('number', any);
    }
  });
}

/** As figures tell incidents apart. */
function whereInGroup(
  query: Knex.QueryBuilder,
  knex: Knex,
  { owned, system, category, visible }: IncidentsAsked,
): void {
  if (owned) {
    whereEntity(
      query,
      ofEntities(knex, owned.byThese),
      owned.orNobody ? ofEntities(knex, owned.byAny) : undefined,
    );
  }
  if (system) {
    whereEntity(
      query,
      withEntity(knex, some => some.whereIn('system_ref', system)),
      system.includes('none')
        ? withEntity(knex, some => some.whereNotNull('system_ref'))
        : undefined,
    );
  }
  if (category) {
    const causes = () =>
      knex('changes')
        .select(knex.raw('1'))
        .whereRaw('changes.number = incidents.caused_by_number')
        .modify(whereVisible, visible);
    query.where(either => {
      either.whereExists(causes().whereIn('changes.category', category));
      if (category.includes('none')) {
        either.orWhereNotExists(causes().whereNotNull('changes.category'));
      }
    });
  }
}

/** Which incidents are asked for, with what the catalog has said of it. */
export type IncidentsAsked = Omit<
  IncidentQuery,
  'scope' | 'team' | 'limit' | 'cursor'
> & {
  owned?: OwnedNow;
  /** Changes that the reader may see: of what another one is, the category of a cause tells nothing. */
  visible: Visibility;
};

/** Limits a query on `incidents` to what was asked for. */
export function whereAsked(
  query: Knex.QueryBuilder,
  knex: Knex,
  asked: IncidentsAsked,
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
  whereInGroup(query, knex, asked);
  if (asked.downtime === 'true') {
    query.where('downtime_minutes', '>', 0);
  } else if (asked.downtime === 'false') {
    query.where(none =>
      none.whereNull('downtime_minutes').orWhere('downtime_minutes', 0),
    );
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
