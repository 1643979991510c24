import {
  DarkChangeQueryInput,
  DarkChangeView,
  DarkChangeWithHistory,
} from '../contract/darkChanges';
import {
  Coverage,
  CoverageQueryInput,
  DeploymentEventInput,
  DeploymentQueryInput,
  DeploymentView,
  DeploymentWithEvents,
  GateAnswer,
  GateCheck,
  GateCheckQueryInput,
  GateRequestInput,
} from '../contract/execution';
import { Page } from '../contract/lists';
import { PostOptions, Request } from './request';

/** The part of the API that is about pipelines: the gate, deployments, and what was done without a change. */
export class ExecutionClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  askGate(body: GateRequestInput): Promise<GateAnswer> {
    return this.#request('askGate', { body });
  }

  listGateChecks(query: GateCheckQueryInput = {}): Promise<Page<GateCheck>> {
    return this.#request('listGateChecks', { query });
  }

  reportDeployment(body: DeploymentEventInput): Promise<DeploymentView> {
    return this.#request('reportDeployment', { body });
  }

  listDeployments(
    query: DeploymentQueryInput = {},
  ): Promise<Page<DeploymentView>> {
    return this.#request('listDeployments', { query });
  }

  getDeployment(id: string): Promise<DeploymentWithEvents> {
    return this.#request('getDeployment', { path: { id } });
  }

  getCoverage(query: CoverageQueryInput = {}): Promise<Coverage> {
    return this.#request('getCoverage', { query });
  }

  listDarkChanges(
    query: DarkChangeQueryInput = {},
  ): Promise<Page<DarkChangeView>> {
    return this.#request('listDarkChanges', { query });
  }

  getDarkChange(id: string): Promise<DarkChangeWithHistory> {
    return this.#request('getDarkChange', { path: { id } });
  }

  explainDarkChange(
    id: string,
    explanation: string,
    options?: PostOptions,
  ): Promise<DarkChangeView> {
    const body = { explanation };
    return this.#request('explainDarkChange', {
      path: { id },
      body,
      ...options,
    });
  }

  acceptDarkChange(id: string): Promise<DarkChangeView> {
    return this.#request('acceptDarkChange', { path: { id }, body: {} });
  }

  regularizeDarkChange(id: string, changeId: string): Promise<DarkChangeView> {
    const body = { changeId };
    return this.#request('regularizeDarkChange', { path: { id }, body });
  }
}
