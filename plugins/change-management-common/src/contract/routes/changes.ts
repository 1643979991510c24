import {
  changeSchema,
  commentSchema,
  logEntrySchema,
  previewSchema,
} from '../change';
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
} from '../commands';
import {
  changeFormSchema,
  changePatchSchema,
  previewFormSchema,
} from '../form';
import {
  auditPageSchema,
  changePageSchema,
  changeQuerySchema,
  commentPageSchema,
  logPageSchema,
  pageQuerySchema,
} from '../lists';
import { forPipelines, get, step, Route } from './route';

/** Changes: the form, the steps of their life, what was said and done. */
export const changesRoutes = {
  createChange: {
    method: 'post',
    path: '/changes',
    summary: 'Request a change: a new draft',
    pipelines: true,
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
    pipelines: true,
    query: changeQuerySchema,
  },
  getChange: {
    ...get('/changes/{id}', 'The whole change', changeSchema),
    pipelines: true,
  },
  editChange: {
    method: 'patch',
    path: '/changes/{id}',
    summary: 'Edit the form; voids decisions on the old content',
    body: changePatchSchema,
    status: 200,
    response: changeSchema,
  },
  submitChange: forPipelines(
    step('submit', 'Submit for assessment', stepSchema),
  ),
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
  addTestResult: forPipelines(
    step(
      'test-results',
      'Record a test in some environment',
      testResultInputSchema,
    ),
  ),
  startChange: forPipelines(
    step('start', 'Start the implementation', stepSchema),
  ),
  completeChange: forPipelines(
    step(
      'complete',
      'Report the outcome of the implementation',
      completeInputSchema,
    ),
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
    pipelines: true,
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
} satisfies Record<string, Route>;
