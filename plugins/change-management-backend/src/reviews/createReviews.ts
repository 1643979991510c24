import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangePopulation } from '../changes/ChangePopulation';
import { PostImplementationReviews } from './PostImplementationReviews';
import { ReviewDataSets, ReviewDataSetsOptions } from './ReviewDataSets';
import { ReviewReader, ReviewReaderOptions } from './ReviewReader';
import { ReviewService, ReviewServiceOptions } from './ReviewService';
import { ReviewStore } from './ReviewStore';
import { ReviewWatch, ReviewWatchOptions } from './ReviewWatch';

/** Reviews as they are opened, written, read and watched; `onChange` follows changes that owe one. */
export function createReviews(
  options: { database: Knex; trail: RecordTrail } & Omit<
    ReviewReaderOptions & ReviewServiceOptions & ReviewWatchOptions,
    'store' | 'reader' | 'dataSets' | 'population'
  > &
    Omit<ReviewDataSetsOptions, 'population'>,
) {
  const store = new ReviewStore(options.database);
  const population = new ChangePopulation(options.database);
  const reviewReader = new ReviewReader({ ...options, store });
  const dataSets = new ReviewDataSets({ ...options, population });
  const { onChange } = new PostImplementationReviews({ ...options, store });
  return {
    reviewReader,
    reviews: new ReviewService({ ...options, store, reader: reviewReader }),
    reviewWatch: new ReviewWatch({ ...options, store, dataSets, population }),
    onChange,
  };
}
