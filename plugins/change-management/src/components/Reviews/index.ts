export { ReviewPage } from './ReviewPage';
export { ReviewsPage } from './ReviewsPage';
export { WaitingReviews } from './WaitingReviews';
