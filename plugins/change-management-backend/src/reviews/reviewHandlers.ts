import { ReviewCommand } from 'backstage-plugin-change-management-common';
import { Caller } from '../changes/ChangeService';
import { Call, Handlers } from '../platform/createRouter';
import { ReviewReader } from './ReviewReader';
import { ReviewService } from './ReviewService';

type ReviewOperation =
  | 'listReviews'
  | 'getReview'
  | 'listReviewRows'
  | 'lookAtSample'
  | 'addFinding'
  | 'editFinding'
  | 'addReviewAction'
  | 'finishReviewAction'
  | 'signOffReview';

type Commanding = Pick<Call, 'credentials' | 'path' | 'repeatable'>;

/** The routes of reviews. */
export function createReviewHandlers(options: {
  callerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  viewerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  reviews: ReviewService;
  reviewReader: ReviewReader;
}): Pick<Handlers, ReviewOperation> {
  const { callerOf, viewerOf, reviews, reviewReader } = options;
  const execute = async (call: Commanding, command: ReviewCommand) =>
    reviews.execute(
      await callerOf(call),
      call.path.id,
      command,
      call.repeatable,
    );

  return {
    async listReviews(call) {
      return reviewReader.list(await viewerOf(call), call.query);
    },
    async getReview(call) {
      return reviewReader.get(await viewerOf(call), call.path.id);
    },
    async listReviewRows(call) {
      const caller = await viewerOf(call);
      return reviewReader.listRows(caller, call.path.id, call.query);
    },
    async lookAtSample(call) {
      const changeId = call.path.changeId.toUpperCase();
      return execute(call, { type: 'look-at', changeId, ...call.body });
    },
    async addFinding(call) {
      return execute(call, { type: 'add-finding', ...call.body });
    },
    async editFinding(call) {
      const { findingId } = call.path;
      return execute(call, { type: 'edit-finding', findingId, ...call.body });
    },
    async addReviewAction(call) {
      const { findingId } = call.path;
      return execute(call, { type: 'add-action', findingId, ...call.body });
    },
    async finishReviewAction(call) {
      const { findingId, actionId } = call.path;
      const { result } = call.body;
      const type = 'finish-action' as const;
      return execute(call, { type, findingId, actionId, result });
    },
    async signOffReview(call) {
      return execute(call, { type: 'sign-off', ...call.body });
    },
  };
}
