import { Incident } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toChangeId } from '../platform/changeId';
import { toIsoTime } from '../platform/database';
import { ofEntities } from './incidentFilters';
import { toIncidentId } from './incidentId';
import { IncidentRow, toIncident } from './IncidentStore';

/** An incident of one entity, as the risk of a change counts it. */
export interface EntityIncident {
  id: string;
  externalRef?: string;
  entityRef: string;
}

/** What other rooms ask of incidents; times are ISO 8601, UTC. Whose eyes it is for is theirs to say. */
export class IncidentReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Those that began from one time on and before another, the first one first. */
  async between(from: string, to: string): Promise<Incident[]> {
    return this.#incidents(query =>
      query.where('started_at', '>=', from).where('started_at', '<', to),
    );
  }

  /** Major ones that began from a time on, the first one first. */
  async majorSince(time: string): Promise<Incident[]> {
    return this.#incidents(query =>
      query.where({ major: true }).where('started_at', '>=', time),
    );
  }

  /** Those of some entities that began from a time on, the first one first. */
  async ofEntities(entityRefs: string[], since: string): Promise<Incident[]> {
    return this.#incidents(query =>
      query
        .where('started_at', '>=', since)
        .whereIn('number', ofEntities(this.#database, entityRefs)),
    );
  }

  /** The last ones of each of some entities, by an index alone. */
  async recentOn(
    entityRefs: string[],
    since: string,
    limit: number,
  ): Promise<EntityIncident[]> {
    const rows = await this.#database('incident_entities')
      .join(
        'incidents',
        'incidents.number',
        'incident_entities.incident_number',
      )
      .whereIn('incident_entities.entity_ref', entityRefs)
      .where('incident_entities.started_at', '>=', since)
      .orderBy('incident_entities.started_at', 'desc')
      .limit(limit)
      .select('incidents.number', 'external_ref', 'entity_ref');
    return rows.map(row => ({
      id: toIncidentId(row.number),
      externalRef: row.external_ref ?? undefined,
      entityRef: row.entity_ref,
    }));
  }

  /** Changes that people confirmed as the cause of an incident, with the time at which the first one of each began. */
  async confirmedCauses(): Promise<Map<string, string>> {
    const rows: any[] = await this.#database('incidents')
      .whereNotNull('caused_by_number')
      .groupBy('caused_by_number')
      .select('caused_by_number')
      .min({ at: 'started_at' });
    return new Map(
      rows.map(row => [toChangeId(row.caused_by_number), toIsoTime(row.at)]),
    );
  }

  /** Changes that people confirmed as the cause of an incident that began from a time on. */
  async causesSince(time: string): Promise<string[]> {
    const rows = await this.#database('incidents')
      .whereNotNull('caused_by_number')
      .where('started_at', '>=', time)
      .distinct('caused_by_number');
    return rows.map(row => toChangeId(row.caused_by_number));
  }

  async #incidents(
    narrow: (query: Knex.QueryBuilder) => void,
  ): Promise<Incident[]> {
    const query = this.#database<IncidentRow>('incidents');
    narrow(query);
    const rows = await query.orderBy(['started_at', 'number']);
    return (rows as IncidentRow[]).map(toIncident);
  }
}
