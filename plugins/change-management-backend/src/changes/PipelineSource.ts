import {
  Change,
  PipelineFacts,
} from 'backstage-plugin-change-management-common';

/** What changes ask of the pipelines that carry them out. */
export interface PipelineSource {
  /** What pipelines asked and reported of a change; nothing as long as there can be none. */
  factsOf(change: Change): Promise<PipelineFacts | undefined>;
}
