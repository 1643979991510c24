import {
  Change,
  PipelineFacts,
} from 'backstage-plugin-change-management-common';
import { PipelineSource } from '../changes/PipelineSource';
import { DeploymentStore } from './DeploymentStore';
import { GateCheckStore } from './GateCheckStore';

/** What pipelines asked and reported, change by change: the evidence of its clauses. */
export class PipelineRecord implements PipelineSource {
  readonly #checks: Pick<GateCheckStore, 'summarize'>;
  readonly #deployments: Pick<DeploymentStore, 'summarize'>;

  constructor(options: {
    checks: Pick<GateCheckStore, 'summarize'>;
    deployments: Pick<DeploymentStore, 'summarize'>;
  }) {
    this.#checks = options.checks;
    this.#deployments = options.deployments;
  }

  async factsOf({
    id,
    actualStart,
  }: Change): Promise<PipelineFacts | undefined> {
    const [gate, deployments] = await Promise.all([
      this.#checks.summarize(id),
      // Nothing is deployed under a change that has not been started.
      actualStart ? this.#deployments.summarize(id) : undefined,
    ]);
    return gate || deployments ? { gate, deployments } : undefined;
  }
}
