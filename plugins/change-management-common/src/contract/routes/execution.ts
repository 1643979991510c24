import {
  acceptInputSchema,
  darkChangePageSchema,
  darkChangeQuerySchema,
  darkChangeSchema,
  darkChangeWithHistorySchema,
  explainInputSchema,
  regularizeInputSchema,
} from '../darkChanges';
import {
  coverageQuerySchema,
  coverageSchema,
  deploymentEventSchema,
  deploymentPageSchema,
  deploymentQuerySchema,
  deploymentSchema,
  deploymentWithEventsSchema,
  gateAnswerSchema,
  gateCheckPageSchema,
  gateCheckQuerySchema,
  gateRequestSchema,
} from '../execution';
import { get, Route } from './route';

/** What pipelines ask and report, and what appears in production without a change. */
export const executionRoutes = {
  askGate: {
    method: 'post',
    path: '/gate',
    summary: 'Whether a pipeline may go ahead, and if not, why',
    pipelines: true,
    body: gateRequestSchema,
    status: 200,
    response: gateAnswerSchema,
  },
  listGateChecks: {
    ...get('/gate-checks', 'What pipelines were told', gateCheckPageSchema),
    query: gateCheckQuerySchema,
  },
  reportDeployment: {
    method: 'post',
    path: '/deployments',
    summary: 'Report an event of a deployment; repeated ones do no harm',
    pipelines: true,
    body: deploymentEventSchema,
    status: 200,
    response: deploymentSchema,
  },
  listDeployments: {
    ...get('/deployments', 'Find deployments', deploymentPageSchema),
    pipelines: true,
    query: deploymentQuerySchema,
  },
  getCoverage: {
    ...get(
      '/deployments/coverage',
      'How many deployments to production and versions of configuration had a change behind them',
      coverageSchema,
    ),
    query: coverageQuerySchema,
  },
  getDeployment: get(
    '/deployments/{id}',
    'One deployment, with every event of it',
    deploymentWithEventsSchema,
  ),
  listDarkChanges: {
    ...get(
      '/dark-changes',
      'What was done in production without a change',
      darkChangePageSchema,
    ),
    query: darkChangeQuerySchema,
  },
  getDarkChange: get(
    '/dark-changes/{id}',
    'One unauthorized change, with its history',
    darkChangeWithHistorySchema,
  ),
  explainDarkChange: {
    method: 'post',
    path: '/dark-changes/{id}/explain',
    summary: 'Say how it came about',
    body: explainInputSchema,
    status: 200,
    response: darkChangeSchema,
  },
  acceptDarkChange: {
    method: 'post',
    path: '/dark-changes/{id}/accept',
    summary: 'Accept the explanation',
    body: acceptInputSchema,
    status: 200,
    response: darkChangeSchema,
  },
  regularizeDarkChange: {
    method: 'post',
    path: '/dark-changes/{id}/regularize',
    summary: 'Name the emergency change that was made for it afterwards',
    body: regularizeInputSchema,
    status: 200,
    response: darkChangeSchema,
  },
} satisfies Record<string, Route>;
