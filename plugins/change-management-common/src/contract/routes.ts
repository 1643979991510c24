import { z } from 'zod';
import { policySchema } from '../policy/schema';
import {
  calendarTokenInputSchema,
  calendarTokenPageSchema,
  calendarTokenSchema,
  newCalendarTokenSchema,
  revokeCalendarTokenSchema,
} from './calendar';
import {
  changeSchema,
  commentSchema,
  logEntrySchema,
  previewSchema,
} from './change';
import {
  assessmentInputSchema,
  closeInputSchema,
  commentInputSchema,
  completeInputSchema,
  decisionInputSchema,
  holdInputSchema,
  logInputSchema,
  overrideRiskInputSchema,
  reasonedStepSchema,
  releaseInputSchema,
  reviewInputSchema,
  rollbackInputSchema,
  scheduleInputSchema,
  stepSchema,
  testResultInputSchema,
} from './commands';
import {
  delegationInputSchema,
  delegationPageSchema,
  delegationQuerySchema,
  delegationSchema,
  revocationInputSchema,
} from './delegations';
import { changeFormSchema, changePatchSchema, previewFormSchema } from './form';
import {
  auditPageSchema,
  changePageSchema,
  changeQuerySchema,
  commentPageSchema,
  entitySummarySchema,
  logPageSchema,
  meSchema,
  pageQuerySchema,
} from './lists';
import {
  approveModelSchema,
  editModelSchema,
  modelPageSchema,
  modelQuerySchema,
  modelSchema,
  proposeModelSchema,
  retireModelSchema,
} from './models';
import {
  approvePolicySchema,
  editPolicySchema,
  policyDiffQuerySchema,
  policyDiffSchema,
  policyPageSchema,
  policyVersionSchema,
  proposePolicySchema,
  publishPolicySchema,
} from './policies';
import {
  acknowledgementInputSchema,
  noticePageSchema,
  noticePreferencesInputSchema,
  noticePreferencesSchema,
  noticeSchema,
} from './notices';
import { riskBackTestSchema } from './risk';
import {
  scheduleQuerySchema,
  scheduleSchema,
  simulateInputSchema,
  simulationSchema,
  slotsInputSchema,
  slotsSchema,
} from './schedule';
import {
  windowFormSchema,
  windowPageSchema,
  windowPatchSchema,
  windowQuerySchema,
  windowSchema,
  windowWithHistorySchema,
} from './windows';
import { metricsQuerySchema, metricsSchema } from './metrics';

/** One route of the HTTP API, below `/api/change-management`. */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  path: string;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  status: 200 | 201;
  response: z.ZodType;
}

function get<R extends z.ZodType>(path: string, summary: string, response: R) {
  return { method: 'get', path, summary, status: 200, response } as const;
}

function step<B extends z.ZodType>(name: string, summary: string, body: B) {
  return {
    method: 'post',
    path: `/changes/{id}/${name}`,
    summary,
    body,
    status: 200,
    response: changeSchema,
  } as const;
}

/** Every route, by operation id: the server parses and renders by it, the OpenAPI document is made from it. */
export const routes = {
  getMe: get('/me', 'Who am I, which roles do I hold, and why', meSchema),
  getPolicy: get('/policy', 'The policy in force', policySchema),
  listPolicies: get(
    '/policies',
    'Every version of the policy, the latest first',
    policyPageSchema,
  ),
  getPolicyVersion: get(
    '/policies/{version}',
    'One version: its document, who approved it, what happened to it',
    policyVersionSchema,
  ),
  diffPolicies: {
    ...get(
      '/policies/{version}/diff',
      'What differs from another version: text clause by clause, rules by path',
      policyDiffSchema,
    ),
    query: policyDiffQuerySchema,
  },
  proposePolicy: {
    method: 'post',
    path: '/policies',
    summary: 'Propose a version: a new draft',
    body: proposePolicySchema,
    status: 201,
    response: policyVersionSchema,
  },
  editPolicy: {
    method: 'patch',
    path: '/policies/{version}',
    summary: 'Put another document in the place of the draft',
    body: editPolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  approvePolicy: {
    method: 'post',
    path: '/policies/{version}/approve',
    summary: 'Approve the draft as it stands; it never changes again',
    body: approvePolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  publishPolicy: {
    method: 'post',
    path: '/policies/{version}/publish',
    summary: 'Publish the approved version, in force from a date on',
    body: publishPolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  getRiskBackTest: get(
    '/risk/back-test',
    'How well the learned risk would have predicted the past',
    riskBackTestSchema,
  ),
  getOpenApi: get(
    '/openapi.json',
    'This document',
    z.record(z.string(), z.unknown()),
  ),
  getEntitySummary: get(
    '/entities/{kind}/{namespace}/{name}/summary',
    'What is going on with an entity; on a System or Domain, with all its parts',
    entitySummarySchema,
  ),
  getMetrics: {
    ...get(
      '/metrics',
      'How changes went, in total and by month, system, team or category',
      metricsSchema,
    ),
    query: metricsQuerySchema,
  },
  createChange: {
    method: 'post',
    path: '/changes',
    summary: 'Request a change: a new draft',
    body: changeFormSchema,
    status: 201,
    response: changeSchema,
  },
  previewChange: {
    method: 'post',
    path: '/changes/preview',
    summary: 'What a form would mean; nothing is stored',
    body: previewFormSchema,
    status: 200,
    response: previewSchema,
  },
  listChanges: {
    ...get('/changes', 'Find changes', changePageSchema),
    query: changeQuerySchema,
  },
  getChange: get('/changes/{id}', 'The whole change', changeSchema),
  proposeModel: {
    method: 'post',
    path: '/change-models',
    summary: 'Propose a change model, from scratch or from a change',
    body: proposeModelSchema,
    status: 201,
    response: modelSchema,
  },
  listModels: {
    ...get(
      '/change-models',
      'Find change models, newest first',
      modelPageSchema,
    ),
    query: modelQuerySchema,
  },
  getModel: get(
    '/change-models/{id}',
    'The whole change model, with its versions and its history',
    modelSchema,
  ),
  editModel: {
    method: 'patch',
    path: '/change-models/{id}',
    summary: 'Propose a new version of a change model',
    body: editModelSchema,
    status: 200,
    response: modelSchema,
  },
  approveModel: {
    method: 'post',
    path: '/change-models/{id}/approve',
    summary: 'Put the latest version of a change model in force',
    body: approveModelSchema,
    status: 200,
    response: modelSchema,
  },
  retireModel: {
    method: 'post',
    path: '/change-models/{id}/retire',
    summary: 'Make nothing more from a change model',
    body: retireModelSchema,
    status: 200,
    response: modelSchema,
  },
  editChange: {
    method: 'patch',
    path: '/changes/{id}',
    summary: 'Edit the form; voids decisions on the old content',
    body: changePatchSchema,
    status: 200,
    response: changeSchema,
  },
  submitChange: step('submit', 'Submit for assessment', stepSchema),
  assessChange: step(
    'assessments',
    "An owner's statement on clients and data",
    assessmentInputSchema,
  ),
  decideChange: step(
    'decisions',
    'Approve, reject or request changes',
    decisionInputSchema,
  ),
  scheduleChange: step('schedule', 'Agree the slot', scheduleInputSchema),
  addTestResult: step(
    'test-results',
    'Record a test in some environment',
    testResultInputSchema,
  ),
  startChange: step('start', 'Start the implementation', stepSchema),
  completeChange: step(
    'complete',
    'Report the outcome of the implementation',
    completeInputSchema,
  ),
  rollbackChange: step(
    'rollback',
    'Record that the rollback plan was carried out',
    rollbackInputSchema,
  ),
  reviewChange: step(
    'review',
    'Write the post-implementation review',
    reviewInputSchema,
  ),
  closeChange: step('close', 'Confirm the outcome', closeInputSchema),
  cancelChange: step('cancel', 'Give the change up', reasonedStepSchema),
  reviseChange: step(
    'revise',
    'Take a rejected change back to draft',
    stepSchema,
  ),
  holdChange: step('hold', 'Put the change on hold', holdInputSchema),
  releaseChange: step(
    'release',
    'Release the change from hold; from that of a freeze with a reason',
    releaseInputSchema,
  ),
  overrideRisk: step(
    'risk-override',
    'Set the level of risk, with a reason',
    overrideRiskInputSchema,
  ),
  listLog: {
    ...get(
      '/changes/{id}/log',
      'The execution log, oldest first',
      logPageSchema,
    ),
    query: pageQuerySchema,
  },
  addLogEntry: {
    method: 'post',
    path: '/changes/{id}/log',
    summary: 'Add an entry to the execution log',
    body: logInputSchema,
    status: 201,
    response: logEntrySchema,
  },
  listComments: {
    ...get(
      '/changes/{id}/comments',
      'Comments, oldest first',
      commentPageSchema,
    ),
    query: pageQuerySchema,
  },
  addComment: {
    method: 'post',
    path: '/changes/{id}/comments',
    summary: 'Comment',
    body: commentInputSchema,
    status: 201,
    response: commentSchema,
  },
  listAuditEvents: {
    ...get(
      '/changes/{id}/audit',
      'The audit trail, oldest first, with hashes',
      auditPageSchema,
    ),
    query: pageQuerySchema,
  },
  getSchedule: {
    ...get(
      '/schedule',
      'What is planned, going on or done in a span of time: changes, windows, freezes, and what collides',
      scheduleSchema,
    ),
    query: scheduleQuerySchema,
  },
  findSlots: {
    method: 'post',
    path: '/schedule/slots',
    summary: 'The next times without any conflict; nothing is stored',
    body: slotsInputSchema,
    status: 200,
    response: slotsSchema,
  },
  simulateSchedule: {
    method: 'post',
    path: '/schedule/simulate',
    summary: 'The difference that a set of moves would make; nothing is stored',
    body: simulateInputSchema,
    status: 200,
    response: simulationSchema,
  },
  createWindow: {
    method: 'post',
    path: '/windows',
    summary: 'Make a maintenance window or a freeze, or propose one as a draft',
    body: windowFormSchema,
    status: 201,
    response: windowSchema,
  },
  listWindows: {
    ...get('/windows', 'Find windows and freezes', windowPageSchema),
    query: windowQuerySchema,
  },
  getWindow: get(
    '/windows/{id}',
    'One window or freeze, with its history',
    windowWithHistorySchema,
  ),
  editWindow: {
    method: 'patch',
    path: '/windows/{id}',
    summary: 'Edit a window or freeze, or put a draft in force',
    body: windowPatchSchema,
    status: 200,
    response: windowSchema,
  },
  retireWindow: {
    method: 'delete',
    path: '/windows/{id}',
    summary: 'Take a window or freeze out of force; its record stays',
    status: 200,
    response: windowSchema,
  },
  listNotices: {
    ...get(
      '/changes/{id}/notices',
      'Who was told what, by which channel, and who acknowledged it; latest first',
      noticePageSchema,
    ),
    query: pageQuerySchema,
  },
  acknowledgeNotice: {
    method: 'post',
    path: '/notices/{id}/acknowledgements',
    summary: 'Say that one has taken note of a notice',
    body: acknowledgementInputSchema,
    status: 200,
    response: noticeSchema,
  },
  getNoticePreferences: get(
    '/notice-preferences',
    'Which notices the caller wants, and how',
    noticePreferencesSchema,
  ),
  setNoticePreferences: {
    method: 'patch',
    path: '/notice-preferences',
    summary: 'Choose which notices to get, and how',
    body: noticePreferencesInputSchema,
    status: 200,
    response: noticePreferencesSchema,
  },
  createDelegation: {
    method: 'post',
    path: '/delegations',
    summary: 'Have somebody stand in for an absence',
    body: delegationInputSchema,
    status: 201,
    response: delegationSchema,
  },
  listDelegations: {
    ...get('/delegations', 'Who stands in for whom', delegationPageSchema),
    query: delegationQuerySchema,
  },
  revokeDelegation: {
    method: 'post',
    path: '/delegations/{id}/revoke',
    summary: 'End a delegation before its time',
    body: revocationInputSchema,
    status: 200,
    response: delegationSchema,
  },
  createCalendarToken: {
    method: 'post',
    path: '/calendar-tokens',
    summary: 'Make a calendar feed; its token is shown this once',
    body: calendarTokenInputSchema,
    status: 201,
    response: newCalendarTokenSchema,
  },
  listCalendarTokens: get(
    '/calendar-tokens',
    'My calendar feeds',
    calendarTokenPageSchema,
  ),
  revokeCalendarToken: {
    method: 'post',
    path: '/calendar-tokens/{id}/revoke',
    summary: 'End a calendar feed at once',
    body: revokeCalendarTokenSchema,
    status: 200,
    response: calendarTokenSchema,
  },
} satisfies Record<string, Route>;

/** Name of a route. */
export type OperationId = keyof typeof routes;
