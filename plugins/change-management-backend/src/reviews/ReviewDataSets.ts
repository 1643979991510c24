import {
  Change,
  drawSample,
  involvedIn,
  Metrics,
  Opening,
  Policy,
  policyReviewedSince,
  quartersUntil,
  ReviewData,
  ReviewIncident,
  reviewRulesOf,
  ReviewRow,
  StoredSampleRow,
} from 'backstage-plugin-change-management-common';
import { FigureQuery } from '../figures/FigureReader';
import { ReviewedChanges, Span } from '../changes/ReviewedChanges';
import { hashOf } from '../platform/canonical';

/** Quarters that a trend shows, that of the review included. */
const TREND_QUARTERS = 8;

/** What {@link ReviewDataSets} is made from. */
export interface ReviewDataSetsOptions {
  population: ReviewedChanges;
  /** Figures over all changes. */
  readFigures(query: FigureQuery): Promise<Metrics>;
  /** Several changes whole. */
  getChanges(ids: string[]): Promise<(Change | undefined)[]>;
}

/** What a review is about, ready to be frozen. */
export interface DataSet {
  data: ReviewData;
  rows: ReviewRow[];
  sample: StoredSampleRow[];
}

type Taken = Omit<ReviewData, 'digest'>;

/** Gathers what a review is about at the moment at which it is opened (policy §7). */
export class ReviewDataSets {
  readonly #options: ReviewDataSetsOptions;

  constructor(options: ReviewDataSetsOptions) {
    this.#options = options;
  }

  async take(
    opening: Opening,
    given: {
      policy: Policy;
      incidents: ReviewIncident[];
      policyReviewedAt?: string;
      now: string;
    },
  ): Promise<DataSet> {
    const { policy, now } = given;
    const { period, from, to } = opening;
    const span = { from: from!, to: to! };
    switch (opening.kind) {
      case 'monthly':
        return this.#ofMonth(period, span, policy, now);
      case 'quarterly':
        return this.#ofQuarter(span, policy, now);
      default:
        return this.#ofPolicy(opening, given);
    }
  }

  /** Whatever happened to changes, and a sample that anybody can draw again from the rows and the seed. */
  async #ofMonth(
    period: string,
    span: Span,
    policy: Policy,
    takenAt: string,
  ): Promise<DataSet> {
    const { population, readFigures } = this.#options;
    const [rows, events, figures] = await Promise.all([
      population.touched(span),
      population.countEvents(span),
      readFigures({ ...span, groupBy: 'category' }),
    ]);
    const seed = hashOf({
      period,
      rows: rows.map(({ changeId, lastHash }) => ({ changeId, lastHash })),
    });
    const drawn = drawSample(
      rows,
      reviewRulesOf(policy).monthly.sampleSize,
      seed,
    );
    const sum = rows.reduce((all, row) => all + row.events!, 0);
    const counts = { changes: rows.length, events, complete: sum === events };
    return this.#freeze(
      {
        takenAt,
        population: { ...counts, sampled: drawn.length, seed },
        figures,
      },
      rows,
      await this.#withInvolved(drawn),
    );
  }

  /** Whatever was started, and the figures of the quarter among those before it. */
  async #ofQuarter(
    span: Span,
    policy: Policy,
    takenAt: string,
  ): Promise<DataSet> {
    const { population, readFigures } = this.#options;
    const { timeZone } = reviewRulesOf(policy);
    const quarters = quartersUntil(span.to, TREND_QUARTERS, timeZone);
    const [rows, figures, ...trend] = await Promise.all([
      population.started(span),
      readFigures({ ...span, groupBy: 'month' }),
      ...quarters.map(async ({ period, from, to }) => {
        const { total } = await readFigures({ from, to, groupBy: 'month' });
        return { period, from, to, figures: total };
      }),
    ]);
    const { length: changes } = rows;
    const complete = figures.total.changes === changes;
    return this.#freeze(
      {
        takenAt,
        population: { changes, complete, sampled: 0 },
        figures,
        trend,
      },
      rows,
    );
  }

  async #ofPolicy(
    { incidents }: Opening,
    given: {
      policy: Policy;
      incidents: ReviewIncident[];
      policyReviewedAt?: string;
      now: string;
    },
  ): Promise<DataSet> {
    const { policy, policyReviewedAt, now } = given;
    const since = policyReviewedSince(policy, policyReviewedAt);
    const figures = await this.#options.readFigures({
      from: since < now ? since : undefined,
      to: now,
      groupBy: 'month',
    });
    const { version, effectiveDate } = policy;
    return this.#freeze({
      takenAt: now,
      figures,
      policy: { version, effectiveDate, lastReviewedAt: policyReviewedAt },
      incidents: given.incidents
        .filter(({ id }) => !incidents || incidents.includes(id))
        .map(({ id, title, startedAt }) => ({ id, title, startedAt })),
    });
  }

  #freeze(
    taken: Taken,
    rows: ReviewRow[] = [],
    sample: StoredSampleRow[] = [],
  ): DataSet {
    const digest = hashOf({ ...taken, rows });
    return { data: { digest, ...taken }, rows, sample };
  }

  async #withInvolved(drawn: ReviewRow[]): Promise<StoredSampleRow[]> {
    const changes = await this.#options.getChanges(
      drawn.map(({ changeId }) => changeId),
    );
    const byId = new Map(changes.map(change => [change?.id, change]));
    return drawn.map(row => ({
      ...row,
      involved: involvedIn(byId.get(row.changeId)!),
    }));
  }
}
