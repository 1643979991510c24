import { Caller } from '../changes/ChangeService';
import { Call, Handlers } from '../platform/createRouter';
import { CoverageReader } from './CoverageReader';
import { DarkChanges } from './DarkChanges';
import { DeploymentService } from './DeploymentService';
import { Gate } from './Gate';

type ExecutionOperation =
  | 'askGate'
  | 'listGateChecks'
  | 'reportDeployment'
  | 'listDeployments'
  | 'getCoverage'
  | 'getDeployment'
  | 'listDarkChanges'
  | 'getDarkChange'
  | 'explainDarkChange'
  | 'acceptDarkChange'
  | 'regularizeDarkChange';

type CallerOf = (call: Pick<Call, 'credentials'>) => Promise<Caller>;

/** The routes of pipelines, and of what was done without a change. */
export function createExecutionHandlers(options: {
  gate: Gate;
  deployments: DeploymentService;
  coverage: CoverageReader;
  darkChanges: DarkChanges;
  callerOf: CallerOf;
  viewerOf: CallerOf;
}): Pick<Handlers, ExecutionOperation> {
  const { gate, deployments, darkChanges, callerOf, viewerOf } = options;
  return {
    async askGate(call) {
      return gate.ask(await callerOf(call), call.body, call.repeatable);
    },
    async listGateChecks(call) {
      return gate.listChecks(await viewerOf(call), call.query);
    },
    async reportDeployment(call) {
      const caller = await callerOf(call);
      return deployments.report(caller, call.body, call.repeatable);
    },
    async listDeployments(call) {
      return deployments.list(await viewerOf(call), call.query);
    },
    async getCoverage(call) {
      return options.coverage.read(await viewerOf(call), call.query);
    },
    async getDeployment(call) {
      return deployments.get(await viewerOf(call), call.path.id);
    },
    async listDarkChanges(call) {
      return darkChanges.list(await viewerOf(call), call.query);
    },
    async getDarkChange(call) {
      return darkChanges.get(await viewerOf(call), call.path.id);
    },
    async explainDarkChange({ path, body, repeatable, ...call }) {
      const caller = await callerOf(call);
      return darkChanges.explain(caller, path.id, body.explanation, repeatable);
    },
    async acceptDarkChange({ path, repeatable, ...call }) {
      return darkChanges.accept(await callerOf(call), path.id, repeatable);
    },
    async regularizeDarkChange({ path, body, repeatable, ...call }) {
      const caller = await callerOf(call);
      return darkChanges.regularize(caller, path.id, body.changeId, repeatable);
    },
  };
}
