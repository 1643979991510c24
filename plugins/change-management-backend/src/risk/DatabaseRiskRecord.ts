import {
  CloseCode,
  RECORD_DAYS,
  RiskMeasures,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toChangeId, toChangeNumber } from '../changes/ChangeStore';
import { FailureHistory } from './FailureHistory';
import { PlannedForm, RiskRecord } from './RiskRecord';

const day = 24 * 60 * 60 * 1000;

// Without a bound, every change ever planned before would be looked at; few are planned to take longer than this.
const LONGEST_DAYS = 31;

// More of either would add no points.
const ENOUGH = 50;

const failures: CloseCode[] = [
  'successful-with-issues',
  'unsuccessful',
  'rolled-back',
];

interface Row {
  entity_ref: string;
  number: number;
  /** Empty for an overlap. */
  close_code: CloseCode | null;
}

/** Reads the record from the tables of changes. */
export class DatabaseRiskRecord implements RiskRecord {
  readonly #database: Knex;
  readonly #history: FailureHistory;
  readonly #clock: () => Date;

  constructor(options: {
    database: Knex;
    history: FailureHistory;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#history = options.history;
    this.#clock = options.clock;
  }

  async measuresFor(
    form: PlannedForm,
    changeId?: string,
  ): Promise<RiskMeasures> {
    const itself = changeId ? toChangeNumber(changeId)! : 0;
    const [history, rows] = await Promise.all([
      this.#history.getModel(),
      this.#find(form, itself),
    ]);
    const found = rows.map(({ entity_ref, number, close_code }) => ({
      changeId: toChangeId(number),
      entityRef: entity_ref,
      closeCode: close_code,
    }));
    return {
      history,
      failures: found.flatMap(({ closeCode, ...change }) =>
        closeCode ? [{ ...change, closeCode }] : [],
      ),
      overlaps: found.flatMap(({ closeCode, ...change }) =>
        closeCode ? [] : [change],
      ),
      incidents: [],
    };
  }

  #find(form: PlannedForm, itself: number): Knex.QueryBuilder<any, Row[]> {
    const { plannedStart, plannedEnd } = form;
    // Each in brackets of its own, as each has its own limit.
    const rowsOf = (query: Knex.QueryBuilder) =>
      this.#database.select<Row[]>('*').from(query.as('found'));
    const failed = rowsOf(this.#failed(form, itself));
    return plannedStart
      ? failed.unionAll(
          rowsOf(this.#overlapping(form, itself, plannedStart, plannedEnd)),
        )
      : failed;
  }

  #touching({ affectedEntities }: PlannedForm, itself: number) {
    return this.#database('change_entities')
      .join('changes', 'changes.number', 'change_entities.change_number')
      .whereIn('change_entities.entity_ref', affectedEntities)
      .whereNot('change_entities.change_number', itself)
      .limit(ENOUGH);
  }

  /** Out of change_entities_ended_idx: what ended of late on these entities, however much there was before. */
  #failed(form: PlannedForm, itself: number) {
    const since = this.#clock().getTime() - RECORD_DAYS * day;
    return this.#touching(form, itself)
      .where('change_entities.ended_at', '>=', new Date(since).toISOString())
      .whereIn('changes.close_code', failures)
      .select(
        'change_entities.entity_ref',
        'changes.number',
        'changes.close_code',
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
      );
  }
}
