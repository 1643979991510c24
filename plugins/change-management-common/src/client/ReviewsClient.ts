import { Page } from '../contract/lists';
import {
  ReviewQueryInput,
  ReviewRow,
  ReviewSummary,
  ReviewView,
  ReviewWithHistory,
} from '../contract/reviews';
import { BodyOf, PostOptions, Request } from './request';

/** The part of the API that is about reviews, their findings and what is done about them. */
export class ReviewsClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  list(query: ReviewQueryInput = {}): Promise<Page<ReviewSummary>> {
    return this.#request('listReviews', { query });
  }

  get(id: string): Promise<ReviewWithHistory> {
    return this.#request('getReview', { path: { id } });
  }

  listRows(
    id: string,
    query: { limit?: number; cursor?: string } = {},
  ): Promise<Page<ReviewRow>> {
    return this.#request('listReviewRows', { path: { id }, query });
  }

  lookAt(
    id: string,
    changeId: string,
    body: BodyOf<'lookAtSample'>,
  ): Promise<ReviewView> {
    return this.#request('lookAtSample', { path: { id, changeId }, body });
  }

  addFinding(
    id: string,
    body: BodyOf<'addFinding'>,
    options?: PostOptions,
  ): Promise<ReviewView> {
    return this.#request('addFinding', { path: { id }, body, ...options });
  }

  editFinding(
    id: string,
    findingId: string,
    body: BodyOf<'editFinding'>,
  ): Promise<ReviewView> {
    return this.#request('editFinding', { path: { id, findingId }, body });
  }

  addAction(
    id: string,
    findingId: string,
    body: BodyOf<'addReviewAction'>,
    options?: PostOptions,
  ): Promise<ReviewView> {
    const path = { id, findingId };
    return this.#request('addReviewAction', { path, body, ...options });
  }

  finishAction(
    id: string,
    findingId: string,
    actionId: string,
    result: string,
  ): Promise<ReviewView> {
    return this.#request('finishReviewAction', {
      path: { id, findingId, actionId },
      body: { status: 'done', result },
    });
  }

  signOff(
    id: string,
    body: BodyOf<'signOffReview'>,
    options?: PostOptions,
  ): Promise<ReviewView> {
    return this.#request('signOffReview', { path: { id }, body, ...options });
  }
}
