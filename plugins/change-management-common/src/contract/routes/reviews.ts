import {
  addActionInputSchema,
  addFindingInputSchema,
  editFindingInputSchema,
  finishActionInputSchema,
  lookAtInputSchema,
  reviewPageSchema,
  reviewQuerySchema,
  reviewRowPageSchema,
  reviewRowQuerySchema,
  reviewSchema,
  reviewWithHistorySchema,
  signOffInputSchema,
} from '../reviews';
import { get } from './route';

const finding = '/reviews/{id}/findings/{findingId}';

/** Reviews as records (policy §7, §9). */
export const reviewsRoutes = {
  listReviews: {
    ...get('/reviews', 'Find reviews', reviewPageSchema),
    query: reviewQuerySchema,
  },
  getReview: get(
    '/reviews/{id}',
    'A review: its data, sample, findings and history',
    reviewWithHistorySchema,
  ),
  listReviewRows: {
    ...get(
      '/reviews/{id}/rows',
      'The changes that a review is about, as they were when it was opened',
      reviewRowPageSchema,
    ),
    query: reviewRowQuerySchema,
  },
  lookAtSample: {
    method: 'patch',
    path: '/reviews/{id}/sample/{changeId}',
    summary: 'Say what you saw in a change that was drawn',
    body: lookAtInputSchema,
    status: 200,
    response: reviewSchema,
  },
  addFinding: {
    method: 'post',
    path: '/reviews/{id}/findings',
    summary: 'Write down a finding',
    body: addFindingInputSchema,
    status: 201,
    response: reviewSchema,
  },
  editFinding: {
    method: 'patch',
    path: finding,
    summary: 'Correct a finding before the review is signed off',
    body: editFindingInputSchema,
    status: 200,
    response: reviewSchema,
  },
  addReviewAction: {
    method: 'post',
    path: `${finding}/actions`,
    summary: 'Say what has to be done about a finding, by whom and when',
    body: addActionInputSchema,
    status: 201,
    response: reviewSchema,
  },
  finishReviewAction: {
    method: 'patch',
    path: `${finding}/actions/{actionId}`,
    summary: 'Say that an action is done, and what came of it',
    body: finishActionInputSchema,
    status: 200,
    response: reviewSchema,
  },
  signOffReview: {
    method: 'post',
    path: '/reviews/{id}/sign-off',
    summary: 'Sign a review; the last signature closes it for good',
    body: signOffInputSchema,
    status: 200,
    response: reviewSchema,
  },
} as const;
