import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { ReviewedChanges } from '../changes/ReviewedChanges';
import { FigureReader } from '../figures/FigureReader';
import { PostImplementationReviews } from './PostImplementationReviews';
import { ReviewDataSets, ReviewDataSetsOptions } from './ReviewDataSets';
import { ReviewReader, ReviewReaderOptions } from './ReviewReader';
import { ReviewService, ReviewServiceOptions } from './ReviewService';
import { ReviewStore } from './ReviewStore';
import { ReviewWatch, ReviewWatchOptions } from './ReviewWatch';

/** What {@link createReviews} makes the room from. */
export type ReviewsOptions = {
  database: Knex;
  trail: RecordTrail;
  getChanges: ReviewDataSetsOptions['getChanges'];
  figures: FigureReader;
} & Omit<
  ReviewReaderOptions & ReviewServiceOptions & ReviewWatchOptions,
  'store' | 'reader' | 'dataSets' | 'population' | 'ownReviews'
>;

/** Reviews as they are opened, written, read and watched; `onChange` follows changes that owe one. */
export function createReviews(options: ReviewsOptions) {
  const { database, getChanges, figures } = options;
  const store = new ReviewStore(database);
  const population = new ReviewedChanges(database);
  const reviewReader = new ReviewReader({ ...options, store });
  const dataSets = new ReviewDataSets({
    population,
    getChanges,
    readFigures: query => figures.read(query, 'all'),
  });
  const parts = { ...options, store, population };
  const ownReviews = new PostImplementationReviews(parts);
  return {
    reviewReader,
    reviews: new ReviewService({ ...options, store, reader: reviewReader }),
    reviewWatch: new ReviewWatch({ ...parts, dataSets, ownReviews }),
    onChange: ownReviews.onChange,
  };
}
