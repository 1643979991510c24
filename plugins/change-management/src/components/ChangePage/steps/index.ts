import { assess } from './assessing';
import { cancel, comment, hold, release, revise, submit } from './conversing';
import {
  approve,
  overrideRisk,
  reject,
  requestChanges,
  schedule,
} from './deciding';
import {
  addTestResult,
  close,
  complete,
  log,
  review,
  start,
} from './executing';
import { addRehearsal, rollback, startRollback } from './rollingBack';
import { StepAction, StepMaker } from './step';
import { addTask } from './tasks';

export * from './step';

/** What each action asks and sends. */
export const steps: Record<StepAction, StepMaker> = {
  submit,
  assess,
  approve,
  reject,
  'request-changes': requestChanges,
  schedule,
  'add-test-result': addTestResult,
  start,
  log,
  complete,
  rollback,
  review,
  close,
  cancel,
  revise,
  comment,
  hold,
  release,
  'override-risk': overrideRisk,
  'add-task': addTask,
  'add-rehearsal': addRehearsal,
  'start-rollback': startRollback,
};
