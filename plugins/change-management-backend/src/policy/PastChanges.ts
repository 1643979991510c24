import {
  Change,
  Facts,
  ModelFacts,
} from 'backstage-plugin-change-management-common';
import { Visibility } from '../permissions/Grants';

/** A change as it is stored, with what is known now of what it is about. */
export interface PastChange {
  change: Change;
  entities: Facts['entities'];
  model?: ModelFacts;
}

/** Changes of the past, as the policy asks for them. */
export interface PastChanges {
  /** Those requested from a time on and before another that were submitted or begun, the latest first, in small batches. */
  read(
    visible: Visibility,
    span: { from: string; to: string },
  ): AsyncIterable<PastChange[]>;
}
