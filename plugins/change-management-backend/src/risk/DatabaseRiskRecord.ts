import {
  CloseCode,
  RECORD_DAYS,
  RiskMeasures,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { EntityIncident, IncidentReader } from '../incidents/IncidentReader';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { prepared } from '../platform/prepared';
import { FailureHistory } from './FailureHistory';
import { PlannedForm, RiskRecord } from './RiskRecord';

const day = 24 * 60 * 60 * 1000;

// Without a bound, every change ever planned before would be looked at; few are planned to take longer than this.
const LONGEST_DAYS = 31;

// More of either would add no points.
const ENOUGH = 50;

// In the words of the index, not in parameters: else the database cannot tell that it may use it.
const isFailed = `close_code IN ('successful-with-issues', 'unsuccessful', 'rolled-back')`;

interface Row {
  entity_ref: string;
  number: number;
  /** Of a change that failed. */
  close_code: CloseCode | null;
  /** Of an emergency. */
  incident_ref: string | null;
  /** Whether people confirmed it as the cause of an incident; with none of the three, it is an overlap. */
  caused: string | null;
}

/** Whether somebody who names an incident means this one: by its key, or by what its source calls it. */
function isNamed(
  incident: EntityIncident | undefined,
  ref: string | undefined | null,
): boolean {
  return (
    !!incident &&
    !!ref &&
    [incident.id, incident.externalRef].includes(ref.trim())
  );
}

/** Reads the record from the tables of changes, and from incidents. */
export class DatabaseRiskRecord implements RiskRecord {
  readonly #database: Knex;
  readonly #incidents: IncidentReader;
  readonly #history: FailureHistory;
  readonly #clock: () => Date;

  constructor(options: {
    database: Knex;
    incidents: IncidentReader;
    history: FailureHistory;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#incidents = options.incidents;
    this.#history = options.history;
    this.#clock = options.clock;
  }

  async measuresFor(
    form: PlannedForm,
    changeId?: string,
  ): Promise<RiskMeasures> {
    const itself = changeId ? toChangeNumber(changeId)! : 0;
    const { affectedEntities, emergency } = form;
    const [history, known, rows] = await Promise.all([
      this.#history.getModel(),
      this.#incidents.recentOn(affectedEntities, this.#since(), ENOUGH),
      prepared(this.#find(form, itself)),
    ]);
    const causes = new Set(
      rows.filter(({ caused }) => caused).map(({ number }) => number),
    );
    const measures: RiskMeasures = {
      history,
      failures: [],
      overlaps: [],
      // An emergency's own incident says nothing about it.
      incidents: known
        .filter(incident => !isNamed(incident, emergency?.incidentRef))
        .map(({ id, entityRef }) => ({ incidentId: id, entityRef })),
    };
    for (const row of rows) {
      const { entity_ref, number, close_code, incident_ref } = row;
      const change = { changeId: toChangeId(number), entityRef: entity_ref };
      if (row.caused) {
        measures.failures.push({ ...change, closeCode: 'unsuccessful' });
      } else if (close_code) {
        if (!causes.has(number)) {
          measures.failures.push({ ...change, closeCode: close_code });
        }
      } else if (incident_ref) {
        const incident = known.find(each => isNamed(each, incident_ref));
        if (!isNamed(incident, emergency?.incidentRef)) {
          measures.incidents.push({
            incidentId: incident?.id ?? incident_ref,
            entityRef: entity_ref,
          });
        }
      } else {
        measures.overlaps.push(change);
      }
    }
    return measures;
  }

  #find(form: PlannedForm, itself: number): Knex.QueryBuilder<any, Row[]> {
    const { plannedStart, plannedEnd } = form;
    // Each in brackets of its own, as each has its own limit.
    const rowsOf = (query: Knex.QueryBuilder) =>
      this.#database.select<Row[]>('*').from(query.as('found'));
    const parts = [
      this.#failed(form, itself),
      this.#causing(form, itself),
      this.#answered(form, itself),
    ];
    if (plannedStart) {
      parts.push(this.#overlapping(form, itself, plannedStart, plannedEnd));
    }
    const [first, ...rest] = parts.map(rowsOf);
    return rest.reduce((all, part) => all.unionAll(part), first);
  }

  #since(): string {
    return new Date(this.#clock().getTime() - RECORD_DAYS * day).toISOString();
  }

  #touching({ affectedEntities }: PlannedForm, itself: number) {
    return this.#database('change_entities')
      .whereIn('change_entities.entity_ref', affectedEntities)
      .whereNot('change_entities.change_number', itself)
      .limit(ENOUGH, { skipBinding: true });
  }

  /** Out of change_entities_failed_idx: what failed of late on these entities, however much went well meanwhile. */
  #failed(form: PlannedForm, itself: number) {
    return this.#touching(form, itself)
      .where('ended_at', '>=', this.#since())
      .whereRaw(isFailed)
      .select(
        'entity_ref',
        'change_number AS number',
        'close_code',
        this.#database.raw('NULL AS incident_ref'),
        this.#database.raw('NULL AS caused'),
      );
  }

  /** What caused an incident has failed, however it was closed. */
  #causing(form: PlannedForm, itself: number) {
    return this.#touching(form, itself)
      .whereIn('change_number', this.#incidents.causesSince(this.#since()))
      .select(
        'entity_ref',
        'change_number AS number',
        this.#database.raw('NULL AS close_code'),
        this.#database.raw('NULL AS incident_ref'),
        this.#database.raw(`'yes' AS caused`),
      );
  }

  /** Out of change_entities_incident_idx: what emergencies of late answer. */
  #answered(form: PlannedForm, itself: number) {
    return this.#touching(form, itself)
      .whereNotNull('incident_ref')
      .where('created_at', '>=', this.#since())
      .select(
        'entity_ref',
        'change_number AS number',
        this.#database.raw('NULL AS close_code'),
        'incident_ref',
        this.#database.raw('NULL AS caused'),
      );
  }

  /** Out of change_entities_open_idx; drafts are not planned yet. */
  #overlapping(
    form: PlannedForm,
    itself: number,
    start: string,
    end: string | undefined,
  ) {
    const begin = Date.parse(start);
    const finish = Math.max(end ? Date.parse(end) : 0, begin + 1);
    return this.#touching(form, itself)
      .join('changes', 'changes.number', 'change_entities.change_number')
      .whereNull('change_entities.ended_at')
      .whereNot('changes.state', 'draft')
      .where(
        'change_entities.planned_start',
        '<',
        new Date(finish).toISOString(),
      )
      .where(
        'change_entities.planned_start',
        '>',
        new Date(begin - LONGEST_DAYS * day).toISOString(),
      )
      .where(later =>
        later
          .where('changes.planned_end', '>', start)
          .orWhere('change_entities.planned_start', '>=', start),
      )
      .select(
        'change_entities.entity_ref',
        'changes.number',
        this.#database.raw('NULL AS close_code'),
        this.#database.raw('NULL AS incident_ref'),
        this.#database.raw('NULL AS caused'),
      );
  }
}
