import {
  Change,
  PipelineFacts,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** What changes ask of the pipelines that carry them out. */
export interface PipelineSource {
  /** Whether any asked for a change or reported something of it, as one column of a statement about the change. */
  spokeOf(changeId: string): Knex.Raw;
  /** What pipelines asked and reported of a change; nothing as long as there can be none. */
  factsOf(change: Change): Promise<PipelineFacts | undefined>;
}
