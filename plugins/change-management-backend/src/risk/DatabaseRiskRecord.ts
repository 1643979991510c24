import {
  CloseCode,
  RECORD_DAYS,
  RiskMeasures,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIncidentId } from '../incidents/incidentId';
import { IncidentReader } from '../incidents/IncidentReader';
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

/** What speaks against a form: a change or an incident on one of its entities. */
interface Row {
  found: 'failed' | 'caused' | 'answers' | 'overlaps' | 'incident';
  entity_ref: string;
  number: number;
  /** How one that failed was closed, what an emergency answers, or how its source calls an incident. */
  said: string | null;
}

/** Whether somebody who names an incident means this one: by its key, or by what its source calls it. */
function isNamed(
  incident: Row | undefined,
  ref: string | undefined | null,
): boolean {
  return (
    !!incident &&
    !!ref &&
    [toIncidentId(incident.number), incident.said].includes(ref.trim())
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
    const { emergency } = form;
    const [history, rows] = await Promise.all([
      this.#history.getModel(),
      prepared(this.#find(form, itself)),
    ]);
    const incidents = rows.filter(({ found }) => found === 'incident');
    // An emergency's own incident says nothing about it.
    const isItsOwn = (incident: Row | undefined) =>
      isNamed(incident, emergency?.incidentRef);
    const causes = new Set(
      rows.filter(({ found }) => found === 'caused').map(row => row.number),
    );
    const measures: RiskMeasures = {
      history,
      failures: [],
      overlaps: [],
      incidents: incidents
        .filter(incident => !isItsOwn(incident))
        .map(({ number, entity_ref }) => ({
          incidentId: toIncidentId(number),
          entityRef: entity_ref,
        })),
    };
    for (const { found, number, entity_ref: entityRef, said } of rows) {
      const change = { changeId: toChangeId(number), entityRef };
      if (found === 'caused') {
        measures.failures.push({ ...change, closeCode: 'unsuccessful' });
      } else if (found === 'failed' && !causes.has(number)) {
        measures.failures.push({ ...change, closeCode: said as CloseCode });
      } else if (found === 'overlaps') {
        measures.overlaps.push(change);
      } else if (found === 'answers') {
        const incident = incidents.find(each => isNamed(each, said));
        if (!isItsOwn(incident)) {
          const incidentId = incident ? toIncidentId(incident.number) : said!;
          measures.incidents.push({ incidentId, entityRef });
        }
      }
    }
    return measures;
  }

  /** By one statement, as the way to the database costs more than what there is to be found. */
  #find(form: PlannedForm, itself: number): Knex.QueryBuilder<any, Row[]> {
    const { affectedEntities, plannedStart, plannedEnd } = form;
    const since = this.#since();
    // Each in brackets of its own, as each has its own limit.
    const rowsOf = (query: Knex.QueryBuilder) =>
      this.#database.select<Row[]>('*').from(query.as('found'));
    const parts = [
      this.#incidents
        .recentOn(affectedEntities, since, ENOUGH)
        .select(
          this.#found('incident'),
          'incident_entities.entity_ref',
          'incidents.number',
          'incidents.external_ref AS said',
        ),
      this.#failed(form, itself, since),
      this.#causing(form, itself, since),
      this.#answered(form, itself, since),
    ];
    if (plannedStart) {
      parts.push(this.#overlapping(form, itself, plannedStart, plannedEnd));
    }
    const [first, ...rest] = parts.map(rowsOf);
    return rest.reduce((all, part) => all.unionAll(part), first);
  }

  #found(kind: Row['found']): Knex.Raw {
    return this.#database.raw(`'${kind}' AS found`);
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
  #failed(form: PlannedForm, itself: number, since: string) {
    return this.#touching(form, itself)
      .where('ended_at', '>=', since)
      .whereRaw(isFailed)
      .select(
        this.#found('failed'),
        'entity_ref',
        'change_number AS number',
        'close_code AS said',
      );
  }

  /** What caused an incident has failed, however it was closed. */
  #causing(form: PlannedForm, itself: number, since: string) {
    return this.#touching(form, itself)
      .whereIn('change_number', this.#incidents.causesSince(since))
      .select(
        this.#found('caused'),
        'entity_ref',
        'change_number AS number',
        this.#database.raw('NULL AS said'),
      );
  }

  /** Out of change_entities_incident_idx: what emergencies of late answer. */
  #answered(form: PlannedForm, itself: number, since: string) {
    return this.#touching(form, itself)
      .whereNotNull('incident_ref')
      .where('created_at', '>=', since)
      .select(
        this.#found('answers'),
        'entity_ref',
        'change_number AS number',
        'incident_ref AS said',
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
        this.#found('overlaps'),
        'change_entities.entity_ref',
        'changes.number',
        this.#database.raw('NULL AS said'),
      );
  }
}
