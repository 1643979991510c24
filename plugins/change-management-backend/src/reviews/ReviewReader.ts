import { NotFoundError } from '@backstage/errors';
import {
  FindingRef,
  LedTo,
  Page,
  presentReview,
  ReviewData,
  ReviewQuery,
  ReviewReading,
  ReviewRow,
  ReviewRowQuery,
  ReviewSummary,
  ReviewView,
  ReviewWithHistory,
  StoredReview,
  summarizeReview,
} from 'backstage-plugin-change-management-common';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangeReader } from '../changes/ChangeReader';
import { Knex } from 'knex';
import { Caller } from '../changes/ChangeService';
import { ReviewStore } from './ReviewStore';

/** A version of the policy that names findings. */
export type Amendment = LedTo & { findings: FindingRef[] };

/** What {@link ReviewReader} is made from. */
export interface ReviewReaderOptions {
  store: ReviewStore;
  trail: RecordTrail;
  changeReader: ChangeReader;
  /** Versions of the policy that name findings of a review. */
  amendmentsOf(reviewId: string): Promise<Amendment[]>;
  clock: () => Date;
}

/** Reviews for the eyes of one person: nobody learns here of a change that they may not see. */
export class ReviewReader {
  readonly #options: ReviewReaderOptions;

  constructor(options: ReviewReaderOptions) {
    this.#options = options;
  }

  async list(caller: Caller, query: ReviewQuery): Promise<Page<ReviewSummary>> {
    const page = await this.#options.store.find(query, {
      visible: caller.grants.visible,
      roles: caller.actor.roles.map(({ role }) => role),
      now: this.#now(),
    });
    const reading = await this.#readingOf(caller, page.items);
    return {
      ...page,
      items: page.items.map(review => summarizeReview(review, reading)),
    };
  }

  /** @throws NotFoundError for what the caller may not see, as for what does not exist */
  async get(caller: Caller, id: string): Promise<ReviewWithHistory> {
    const { review, data } = await this.find(caller, id);
    const [view, history] = await Promise.all([
      this.present(caller, review, data),
      this.#options.trail.list(`review:${review.id}`),
    ]);
    const { sees } = await this.#readingOf(caller, [review]);
    const tells = (event: object) =>
      (JSON.stringify(event).match(/CHG-\d+/g) ?? []).every(sees);
    return {
      ...view,
      history: history.map(event =>
        tells(event.data) ? event : { ...event, data: {} },
      ),
    };
  }

  /** The changes that it is about, those left out that the caller may not see. @throws NotFoundError */
  async listRows(
    caller: Caller,
    id: string,
    query: ReviewRowQuery,
  ): Promise<Page<ReviewRow>> {
    const { visible } = caller.grants;
    const { review } = await this.find(caller, id);
    return this.#options.store.findRows(review.id, query, visible);
  }

  /** When a review of the policy was last signed off. */
  async policyReviewedAt(): Promise<string | undefined> {
    return (await this.#options.store.soFar()).policyReviewedAt;
  }

  /** The ids of the findings of some reviews, whoever may see them; within a transaction of the caller. */
  findingsOf(
    ids: string[],
    tx: Knex.Transaction,
  ): Promise<Map<string, string[]>> {
    return this.#options.store.findingsOf(ids, tx);
  }

  /** As they are stored. @throws NotFoundError for what the caller may not see, as for what does not exist */
  async find(
    caller: Caller,
    id: string,
  ): Promise<{ review: StoredReview; data?: ReviewData }> {
    const found = await this.#options.store.get(id, caller.grants.visible);
    if (!found) {
      throw new NotFoundError(`There is no review ${id}.`);
    }
    return found;
  }

  async present(
    caller: Caller,
    review: StoredReview,
    data: ReviewData | undefined,
  ): Promise<ReviewView> {
    const [reading, amendments] = await Promise.all([
      this.#readingOf(caller, [review]),
      review.findings.length ? this.#options.amendmentsOf(review.id) : [],
    ]);
    return presentReview(review, data, reading, findingId =>
      amendments
        .filter(({ findings }) =>
          findings.some(
            named =>
              named.reviewId === review.id && named.findingId === findingId,
          ),
        )
        .map(({ version, state }) => ({ version, state })),
    );
  }

  /** One question for all changes that some reviews name. */
  async #readingOf(
    caller: Caller,
    reviews: StoredReview[],
  ): Promise<ReviewReading> {
    const named = reviews.flatMap(({ sample, findings }) => [
      ...sample.map(({ changeId }) => changeId),
      ...findings.flatMap(({ changes }) => changes),
    ]);
    return {
      actor: caller.actor,
      now: this.#now(),
      sees: await this.#options.changeReader.seesAmong(caller, named),
      narrowed: caller.grants.visible !== 'all',
    };
  }

  #now(): string {
    return this.#options.clock().toISOString();
  }
}
