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
  rollback,
  start,
} from './executing';
import { StepAction, StepMaker } from './step';

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
};
