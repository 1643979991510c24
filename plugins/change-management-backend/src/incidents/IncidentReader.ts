import { Incident } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toChangeId } from '../platform/changeId';
import { IncidentRow, toIncident } from './IncidentStore';

/** What other rooms ask of incidents; times are ISO 8601, UTC. Whose eyes it is for is theirs to say. */
export class IncidentReader {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Major ones that began from a time on, the first one first. */
  async majorSince(time: string): Promise<Incident[]> {
    const rows: IncidentRow[] = await this.#database('incidents')
      .where({ major: true })
      .where('started_at', '>=', time)
      .orderBy(['started_at', 'number']);
    return rows.map(toIncident);
  }

  /** The last ones of each of some entities, by an index alone, for a statement that says what it needs of them. */
  recentOn(
    entityRefs: string[],
    since: string,
    limit: number,
  ): Knex.QueryBuilder {
    return this.#database('incident_entities')
      .join(
        'incidents',
        'incidents.number',
        'incident_entities.incident_number',
      )
      .whereIn('incident_entities.entity_ref', entityRefs)
      .where('incident_entities.started_at', '>=', since)
      .orderBy('incident_entities.started_at', 'desc')
      .limit(limit, { skipBinding: true });
  }

  /** Changes that people confirmed as the cause of an incident. */
  async confirmedCauses(): Promise<Set<string>> {
    const rows = await this.#causes();
    return new Set(rows.map(row => toChangeId(row.caused_by_number)));
  }

  /** The numbers of those whose incident began from a time on, for a statement about changes. */
  causesSince(time: string): Knex.QueryBuilder {
    return this.#causes().where('started_at', '>=', time);
  }

  #causes() {
    return this.#database('incidents')
      .whereNotNull('caused_by_number')
      .distinct('caused_by_number');
  }
}
