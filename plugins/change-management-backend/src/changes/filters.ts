import {
  Actor,
  ChangeQuery,
  finalStates,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isPostgres } from '../platform/database';
import { awaiting, decidedOn, isAboutDecisions } from './deciding';
import { measured } from './measured';

/** A list's query with the refs that its `scope` stands for. */
export type ChangeFilters = Omit<
  ChangeQuery,
  'entityRef' | 'scope' | 'limit' | 'cursor' | 'totalItems' | 'orderBy'
> & { entityRefs?: string[] };

/** Numbers of the changes that touch one of these entities directly. */
export function touching(knex: Knex, entityRefs: string[]): Knex.QueryBuilder {
  const query = knex('change_entities').select('change_number');
  if (entityRefs.length === 1) {
    return query.where('entity_ref', entityRefs[0]);
  }
  return isPostgres(knex)
    ? // One parameter whatever the number of refs, so that one prepared plan serves all.
      query.whereRaw('entity_ref = ANY(?::text[])', [entityRefs])
    : query.whereIn('entity_ref', entityRefs);
}

/** Planned times that overlap, or the time of the request where nothing is planned. */
function wherePlanned(
  query: Knex.QueryBuilder,
  from: string | undefined,
  to: string | undefined,
): void {
  query.where(either =>
    either
      .where(planned => {
        planned.whereNotNull('changes.planned_start');
        if (to) {
          planned.where('changes.planned_start', '<=', to);
        }
        if (from) {
          planned.where(ends =>
            ends
              .where('changes.planned_end', '>=', from)
              .orWhere(open =>
                open
                  .whereNull('changes.planned_end')
                  .where('changes.planned_start', '>=', from),
              ),
          );
        }
      })
      .orWhere(unplanned => {
        unplanned.whereNull('changes.planned_start');
        if (to) {
          unplanned.where('changes.created_at', '<=', to);
        }
        if (from) {
          unplanned.where('changes.created_at', '>=', from);
        }
      }),
  );
}

/** Days that a planned time is taken to last at most, so that a look back over all that was ever planned ends somewhere. */
const LONGEST_DAYS = 100;

/** Planned or actual times that touch the span, and what is still going on if the span begins before now. */
export function whereHappening(
  query: Knex.QueryBuilder,
  { from, to, now }: { from: string; to: string; now: string },
): void {
  const earliest = new Date(
    Date.parse(from) - LONGEST_DAYS * 86_400_000,
  ).toISOString();
  query.where(either =>
    either
      .where(planned =>
        planned
          .whereBetween('changes.planned_start', [earliest, to])
          .where('changes.planned_end', '>', from),
      )
      .orWhere(running => {
        running
          .where('changes.state', 'implementation')
          .where('changes.actual_start', '<', to);
        if (from > now) {
          // Nobody knows that it will go on for so long.
          running.whereRaw('1 = 0');
        }
      })
      .orWhere(unplanned =>
        unplanned
          .whereNull('changes.planned_start')
          .whereBetween('changes.actual_start', [earliest, to])
          .where('changes.actual_end', '>', from),
      ),
  );
}

/**
 * Nobody has written anything down in the execution log of a change. Asked of the trail, which the log is a view of; its
 * index finds the few events of one change.
 */
export const withoutWorkLogged = `NOT EXISTS (SELECT 1 FROM audit_events WHERE audit_events.change_number = changes.number AND audit_events.type = 'logged')`;

/** Numbers of the changes of which one of these owns something that they touch. */
export function ownedBy(knex: Knex, owners: string[]): Knex.QueryBuilder {
  return knex('change_parties')
    .select('change_number')
    .where({ kind: 'owner' })
    .whereIn('subject', owners);
}

/** Numbers of the changes that touch something of one of these systems. */
export function partOf(knex: Knex, systems: string[]): Knex.QueryBuilder {
  return knex('change_entities')
    .select('change_number')
    .whereIn('system_ref', systems);
}

/** Those with one of some values; `none` stands for those that have none at all. */
function whereSomeOrNone(
  query: Knex.QueryBuilder,
  values: string[],
  some: (either: Knex.QueryBuilder, known: string[]) => void,
  none: (either: Knex.QueryBuilder) => void,
): void {
  query.where(either => {
    some(
      either,
      values.filter(value => value !== 'none'),
    );
    if (values.includes('none')) {
      either.orWhere(none);
    }
  });
}

/** What figures count of changes, as they count it. */
function whereCounted(
  query: Knex.QueryBuilder,
  knex: Knex,
  figure: NonNullable<ChangeFilters['figure']>,
): void {
  query.whereIn(
    'changes.number',
    knex('change_measures')
      .select('change_number')
      .whereRaw(measured[figure], { now: new Date().toISOString() }),
  );
}

function toPattern(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

/** Limits a query on `changes` to what was asked for; `me` is the actor. */
export function whereMatches(
  query: Knex.QueryBuilder,
  knex: Knex,
  filters: ChangeFilters,
  actor: Actor,
): void {
  const columns = {
    state: filters.state,
    type: filters.type,
    risk_level: filters.riskLevel,
    close_code: filters.closeCode,
  };
  for (const [column, values] of Object.entries(columns)) {
    if (values) {
      query.whereIn(`changes.${column}`, values);
    }
  }
  if (filters.requestedBy) {
    query.where(
      'changes.requested_by',
      filters.requestedBy === 'me' ? actor.userRef : filters.requestedBy,
    );
  }
  if (filters.implementer) {
    query.whereIn(
      'changes.implementer',
      filters.implementer === 'me' ? actor.ownership : [filters.implementer],
    );
  }
  if (filters.participant) {
    query.where(either =>
      either
        .where('changes.requested_by', actor.userRef)
        .orWhereIn('changes.implementer', actor.ownership),
    );
  }
  if (filters.category) {
    whereSomeOrNone(
      query,
      filters.category,
      (either, known) => either.whereIn('changes.category', known),
      either => either.whereNull('changes.category'),
    );
  }
  if (filters.owner) {
    whereSomeOrNone(
      query,
      filters.owner,
      (either, known) => either.whereIn('changes.number', ownedBy(knex, known)),
      either =>
        either.whereNotExists(
          knex('change_parties')
            .select(knex.raw('1'))
            .whereRaw('change_number = changes.number')
            .where('kind', 'owner'),
        ),
    );
  }
  if (filters.system) {
    whereSomeOrNone(
      query,
      filters.system,
      (either, known) => either.whereIn('changes.number', partOf(knex, known)),
      either =>
        either.whereNotExists(
          knex('change_entities')
            .select(knex.raw('1'))
            .whereRaw('change_number = changes.number')
            .whereNotNull('system_ref'),
        ),
    );
  }
  if (filters.mine) {
    query.where(either =>
      either
        .where('changes.requested_by', actor.userRef)
        .orWhereIn('changes.implementer', actor.ownership)
        .orWhereIn('changes.number', ownedBy(knex, actor.ownership))
        .orWhereIn('changes.number', awaiting(knex, actor)),
    );
  }
  if (filters.createdFrom) {
    query.where('changes.created_at', '>=', filters.createdFrom);
  }
  if (filters.startedFrom) {
    query.where('changes.actual_start', '>=', filters.startedFrom);
  }
  if (filters.startedTo) {
    query.where('changes.actual_start', '<', filters.startedTo);
  }
  if (filters.figure) {
    whereCounted(query, knex, filters.figure);
  }
  if (filters.closedFrom) {
    query.where('changes.closed_at', '>=', filters.closedFrom);
  }
  if (isAboutDecisions(filters)) {
    query.whereIn('changes.number', decidedOn(knex, filters));
  }
  if (filters.entityRefs) {
    const touched = touching(knex, filters.entityRefs);
    if (filters.state?.every(state => !finalStates.includes(state))) {
      touched.whereNull('ended_at');
    }
    query.whereIn('changes.number', touched);
  }
  if (filters.from || filters.to) {
    wherePlanned(query, filters.from, filters.to);
  }
  if (filters.q) {
    query.whereRaw(`changes.search_text LIKE ? ESCAPE '\\'`, [
      toPattern(filters.q),
    ]);
  }
  if (filters.workLogged) {
    query
      .whereNotNull('changes.actual_start')
      .whereRaw(
        filters.workLogged === 'true'
          ? `NOT ${withoutWorkLogged}`
          : withoutWorkLogged,
      );
  }
  if (filters.incidentRef) {
    query.whereIn(
      'changes.number',
      knex('change_entities')
        .select('change_number')
        .whereIn('incident_ref', filters.incidentRef),
    );
  }
  if (filters.needsDecisionFrom) {
    query.whereIn('changes.number', awaiting(knex, actor));
  }
}
