import {
  Incident,
  incidentFrom,
  IncidentFacts,
  IncidentQuery,
  IncidentReport,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { hashOf } from '../platform/canonical';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { isPostgres, toIsoTime } from '../platform/database';
import { latestFirst } from '../platform/keyset';
import { toIncidentId, toIncidentNumber } from './incidentId';
import { IncidentsAsked, whereAsked } from './incidentFilters';

/** How a person's own records are told apart from those of services. */
export const BY_PEOPLE = 'portal';

/** A change that may have caused an incident. */
export interface Suspect {
  changeId: string;
  confidence: number;
}

/** By entity, the system that it is part of. */
export type Systems = Record<string, string | undefined>;

/** What is stored beside the columns. */
type Document = Omit<
  Incident,
  'id' | 'source' | 'externalRef' | 'recordedAt' | 'revision'
>;

export interface IncidentRow {
  number: number;
  source: string;
  external_ref: string | null;
  started_at: string | Date;
  recorded_at: string | Date;
  revision: number;
  document: string;
}

/** An incident before it has its number. */
type Draft = Omit<Incident, 'id' | 'revision' | keyof IncidentFacts> & {
  facts: IncidentFacts;
};

export function toIncident(row: IncidentRow): Incident {
  const document: Document = JSON.parse(row.document);
  return {
    ...document,
    id: toIncidentId(row.number),
    source: row.source === BY_PEOPLE ? undefined : row.source,
    externalRef: row.external_ref ?? undefined,
    recordedAt: toIsoTime(row.recorded_at),
    revision: row.revision,
  };
}

function columnsOf(incident: Omit<Incident, 'id'>) {
  const { source, externalRef, recordedAt, revision, ...document } = incident;
  const { causedByChangeId } = incident;
  return {
    severity: incident.severity,
    major: incident.major,
    started_at: incident.startedAt,
    ended_at: incident.endedAt ?? null,
    downtime_minutes: incident.downtimeMinutes ?? null,
    cause: incident.cause,
    caused_by_number: causedByChangeId
      ? toChangeNumber(causedByChangeId)
      : null,
    revision,
    document: JSON.stringify(document),
  };
}

/** Incidents, what was reported of them, and which changes may have caused them. */
export class IncidentStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** @returns undefined where its source has reported one with this `externalRef` already */
  async insert(
    tx: Knex.Transaction,
    { facts, ...draft }: Draft,
    systems: Systems,
  ): Promise<Incident | undefined> {
    const incident = { ...draft, ...facts, revision: 1 };
    const [row] = await tx('incidents')
      .insert({
        source: incident.source ?? BY_PEOPLE,
        external_ref: incident.externalRef ?? null,
        recorded_at: incident.recordedAt,
        ...columnsOf(incident),
      })
      .onConflict(['source', 'external_ref'])
      .ignore()
      .returning('number');
    if (!row) {
      return undefined;
    }
    const stored = { ...incident, id: toIncidentId(row.number) };
    await this.#writeEntities(tx, stored, systems);
    return stored;
  }

  /** @param systems - of the entities that it has now and did not have before; missing where these stay as they are */
  async update(
    tx: Knex.Transaction,
    incident: Incident,
    systems?: Systems,
  ): Promise<void> {
    const { id, ...content } = incident;
    await tx('incidents')
      .where({ number: toIncidentNumber(id) })
      .update({
        source: incident.source ?? BY_PEOPLE,
        ...columnsOf(content),
      });
    if (systems) {
      await tx('incident_entities')
        .where({ incident_number: toIncidentNumber(id) })
        .whereNotIn('entity_ref', incident.entityRefs)
        .delete();
      await this.#writeEntities(tx, incident, systems);
    }
  }

  /** Keeps a report, once. @returns whether it was new */
  async addReport(
    tx: Knex.Transaction,
    id: string,
    report: IncidentReport,
    now: string,
  ): Promise<boolean> {
    const kept = await tx('incident_reports')
      .insert({
        incident_number: toIncidentNumber(id),
        digest: hashOf(report),
        recorded_at: now,
        report: JSON.stringify(report),
      })
      .onConflict(['incident_number', 'digest'])
      .ignore()
      .returning('number');
    return kept.length > 0;
  }

  /** What follows from everything that was reported and stated. */
  async factsOf(
    tx: Knex.Transaction,
    { id, statement }: Pick<Incident, 'id' | 'statement'>,
  ): Promise<IncidentFacts> {
    const rows = await tx('incident_reports')
      .where({ incident_number: toIncidentNumber(id) })
      .orderBy('number')
      .select('report');
    const reports = rows.map(({ report }) => JSON.parse(report));
    return incidentFrom(reports, statement);
  }

  async get(id: string): Promise<Incident | undefined> {
    const number = toIncidentNumber(id);
    return number === undefined
      ? undefined
      : this.#first(this.#database, { number });
  }

  /** Held so that nobody else can write it before the transaction ends. */
  async lock(tx: Knex.Transaction, id: string): Promise<Incident | undefined> {
    const number = toIncidentNumber(id);
    return number === undefined ? undefined : this.#first(tx, { number }, true);
  }

  /** The one that a source calls so, or that people have recorded under that name of one of these entities. */
  async lockNamed(
    tx: Knex.Transaction,
    { source, externalRef }: { source: string; externalRef: string },
    entityRefs: string[],
  ): Promise<Incident | undefined> {
    const where = { external_ref: externalRef };
    const own = await this.#first(tx, { ...where, source }, true);
    if (own) {
      return own;
    }
    const byPeople = { ...where, source: BY_PEOPLE };
    const theirs = await this.#first(tx, byPeople, true);
    return theirs?.entityRefs.some(ref => entityRefs.includes(ref))
      ? theirs
      : undefined;
  }

  /** Any that somebody calls so. */
  async named(tx: Knex, externalRef: string): Promise<Incident | undefined> {
    return this.#first(tx, { external_ref: externalRef });
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find({
    limit,
    cursor,
    ...asked
  }: IncidentsAsked & Pick<IncidentQuery, 'limit' | 'cursor'>): Promise<
    Page<Incident>
  > {
    const query = this.#database<IncidentRow>('incidents').select(
      'number',
      'source',
      'external_ref',
      'started_at',
      'recorded_at',
      'revision',
      'document',
    );
    whereAsked(query, this.#database, asked);
    return latestFirst<IncidentRow, Incident>(
      query,
      'started_at',
      { limit, cursor },
      toIncident,
    );
  }

  /** Every entity that an incident is of. */
  async entityRefs(): Promise<string[]> {
    return this.#database('incident_entities').distinct().pluck('entity_ref');
  }

  /** Incidents whose cause nobody has decided, recorded since a time. */
  async undecided(since: string, limit: number): Promise<Incident[]> {
    const rows: IncidentRow[] = await this.#database('incidents')
      .where({ cause: 'open' })
      .where('recorded_at', '>=', since)
      .orderBy('recorded_at', 'desc')
      .limit(limit);
    return rows.map(toIncident);
  }

  /** What may have caused each, the likeliest first. */
  async suspectsOf(ids: string[]): Promise<Map<string, Suspect[]>> {
    const rows = await this.#database('incident_suspects')
      .whereIn('incident_number', ids.map(toIncidentNumber) as number[])
      .orderBy([
        { column: 'confidence', order: 'desc' },
        { column: 'change_number', order: 'desc' },
      ]);
    const found = new Map<string, Suspect[]>();
    for (const row of rows) {
      const id = toIncidentId(row.incident_number);
      const suspect = {
        changeId: toChangeId(row.change_number),
        confidence: row.confidence,
      };
      found.set(id, [...(found.get(id) ?? []), suspect]);
    }
    return found;
  }

  /** @param then - done with them, while nobody else can write the incident */
  async writeSuspects(
    id: string,
    suspects: Suspect[],
    then: (tx: Knex.Transaction, incident: Incident) => Promise<unknown>,
  ): Promise<void> {
    const number = toIncidentNumber(id)!;
    await this.#database.transaction(async tx => {
      // Two who look at the same time take turns, so that neither finds the other's rows in its way.
      const incident = await this.#first(tx, { number }, true);
      if (!incident) {
        return;
      }
      await tx('incident_suspects').where({ incident_number: number }).delete();
      if (suspects.length) {
        await tx('incident_suspects').insert(
          suspects.map(({ changeId, confidence }) => ({
            incident_number: number,
            change_number: toChangeNumber(changeId),
            confidence,
          })),
        );
      }
      await then(tx, incident);
    });
  }

  /** Notes that people are told of a cause. @returns whether they have not been before */
  async noteTold(
    tx: Knex.Transaction,
    incidentId: string,
    changeId: string,
    at: Date,
  ): Promise<boolean> {
    const noted = await tx('incident_cause_notices')
      .insert({
        incident_number: toIncidentNumber(incidentId),
        change_number: toChangeNumber(changeId),
        told_at: at.toISOString(),
      })
      .onConflict(['incident_number', 'change_number'])
      .ignore()
      .returning('incident_number');
    return noted.length > 0;
  }

  async #writeEntities(
    tx: Knex.Transaction,
    { id, entityRefs, startedAt }: Incident,
    systems: Systems,
  ): Promise<void> {
    await tx('incident_entities')
      .insert(
        entityRefs.map(ref => ({
          incident_number: toIncidentNumber(id),
          entity_ref: ref,
          system_ref: systems[ref] ?? null,
          started_at: startedAt,
        })),
      )
      .onConflict(['incident_number', 'entity_ref'])
      .merge(['started_at']);
  }

  async #first(
    knex: Knex,
    where: Record<string, unknown>,
    held = false,
  ): Promise<Incident | undefined> {
    const query = knex<IncidentRow>('incidents').where(where);
    if (held && isPostgres(knex)) {
      query.forUpdate();
    }
    const row = await query.first();
    return row && toIncident(row as IncidentRow);
  }
}
