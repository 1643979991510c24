import { ChangeForm } from '../contract/form';
import { ChangeAction, changeActions, waitingStates } from '../contract/words';
import { apply } from './apply';
import { AnyCommand } from './commands';
import { ChangeEvent, EventEnvelope } from './events';
import { judge } from './judge';
import { checkModel, fillFromModel } from './models/fromModel';
import { hasLapsed } from './models/preApproval';
import { actingOn } from './people';
import { conflict, invalid, Refusal } from './refusal';
import { isApproved, isAssessed } from './requirements';
import { findAccessGaps } from './accessGaps';
import { applyAccessNow, proposeAccess } from './steps/access';
import { assess } from './steps/assessing';
import { checkDecision, decideStep } from './steps/authorization';
import { close, review } from './steps/closing';
import {
  configure,
  proposeConfiguration,
  restoreConfigurationNow,
  withdrawConfiguration,
} from './steps/configuration';
import { comment, hold, release } from './steps/conversation';
import { recordDeployment } from './steps/deployment';
import {
  addRehearsal,
  addTestResult,
  complete,
  log,
  start,
} from './steps/execution';
import { cancel, edit, revise, submit } from './steps/request';
import { overrideRisk } from './steps/risk';
import { schedule } from './steps/scheduling';
import {
  endExecution,
  rollback,
  rollbackStep,
  startRollback,
} from './steps/rollback';
import { Step } from './steps/step';
import { checkConflicts, checkDrift, remind } from './steps/system';
import { addTask, updateTask } from './steps/tasks';
import { followSchedule } from './timing';
import { Change, ChangeContent, Facts } from './types';

const steps: { [T in AnyCommand['type']]: Step<T> } = {
  edit,
  submit,
  assess,
  decide: decideStep,
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
  'update-task': updateTask,
  'add-rehearsal': addRehearsal,
  'start-rollback': startRollback,
  'rollback-step': rollbackStep,
  configure,
  'propose-configuration': proposeConfiguration,
  'withdraw-configuration': withdrawConfiguration,
  'propose-access': proposeAccess,
  'apply-access': applyAccessNow,
  'check-drift': checkDrift,
  'check-conflicts': checkConflicts,
  remind,
  'record-deployment': recordDeployment,
  'end-execution': endExecution,
  'restore-configuration': restoreConfigurationNow,
};

/** The outcome of a command: what happens, or why nothing does. */
export type Verdict =
  | { events: ChangeEvent[]; refusal?: undefined }
  | { refusal: Refusal; events?: undefined };

function by(facts: Facts): EventEnvelope {
  return { actor: facts.actor.userRef, at: facts.now };
}

/** Steps that nobody takes: they follow from what is there. */
function settle(given: Change, facts: Facts): ChangeEvent[] {
  const events: ChangeEvent[] = [];
  let change = given;
  if (waitingStates.includes(change.state) && hasLapsed(change, facts)) {
    const { id } = facts.model!.model;
    events.push({
      type: 'pre-approval-lapsed',
      because: `${id} no longer has its standing.`,
    });
    change = apply(change, events, by(facts));
  }
  let { state } = change;
  if (state === 'assessment' && isAssessed(change, facts)) {
    events.push({ type: 'authorization-opened' });
    state = 'authorization';
  }
  if (state === 'authorization' && isApproved(change)) {
    events.push({ type: 'approved' });
  }
  if ((state === 'approved' || state === 'scheduled') && !isApproved(change)) {
    // The catalog drifted, or the risk was set anew: an approval that was given no longer counts.
    events.push({ type: 'authorization-opened' });
  }
  return events;
}

/** The change after the steps that are due of themselves; its revision counts commands, so it stays. */
function settled(change: Change, facts: Facts) {
  const due = settle(change, facts);
  const { revision, updatedAt } = change;
  return due.length
    ? { due, now: { ...apply(change, due, by(facts)), revision, updatedAt } }
    : { due, now: change };
}

/** A form as content; the requester implements unless the form says otherwise. */
export function toContent(form: ChangeForm, requester: string): ChangeContent {
  const { risk, implementer, links, ...rest } = form;
  return {
    ...rest,
    implementer: implementer ?? requester,
    links: links ?? [],
    riskAnswers: risk?.answers ?? {},
  };
}

/** A form as content, with what its change model fills in. */
export function contentOfForm(
  form: ChangeForm,
  { actor, model }: Pick<Facts, 'actor' | 'model'>,
): ChangeContent {
  return toContent(fillFromModel(form, model?.form), actor.userRef);
}

/**
 * Why a form cannot become a draft, if so: it does not agree with the change model that it names, or carries access that it
 * does not cover.
 */
export function checkCreate(
  form: ChangeForm,
  facts: Facts,
): Refusal | undefined {
  const content = contentOfForm(form, facts);
  const gaps = findAccessGaps(content, facts);
  return gaps.length ? invalid(gaps) : checkModel(content, facts);
}

/** A new draft. Anybody may request a change on any entity; the form is checked when it is submitted. */
export function decideCreate(
  id: string,
  form: ChangeForm,
  facts: Facts,
): ChangeEvent[] {
  const content = contentOfForm(form, facts);
  return [{ type: 'created', id, content, judgement: judge(content, facts) }];
}

/**
 * Judges one command: pure, so that every rule of the lifecycle can be tried without a database.
 * An empty list of events means that the command changes nothing.
 */
export function decide(
  change: Change,
  command: AnyCommand,
  given: Facts,
): Verdict {
  const facts = { ...given, actor: actingOn(change, given.actor) };
  if (command.revision !== undefined && command.revision !== change.revision) {
    return {
      refusal: conflict(
        `${change.id} has changed since you read it (revision ${command.revision}, now ${change.revision}).`,
      ),
    };
  }
  const { due, now } = settled(change, facts);
  const step = steps[command.type] as Step<typeof command.type>;
  const refusal = step.check(now, facts);
  if (refusal) {
    return { refusal };
  }
  const outcome = step.run(now, command as never, facts);
  if (!Array.isArray(outcome)) {
    return { refusal: outcome };
  }
  if (outcome.length === 0) {
    return { events: [] };
  }
  const after = apply(now, outcome, by(facts));
  const followed = settle(after, facts);
  const settledAfter = apply(after, followed, by(facts));
  return {
    events: [
      ...due,
      ...outcome,
      ...followed,
      ...followSchedule(settledAfter, facts),
    ],
  };
}

/** What this person may do now; taking any of these with sound input is not refused. */
export function allowedActions(change: Change, given: Facts): ChangeAction[] {
  const facts = { ...given, actor: actingOn(change, given.actor) };
  const { now } = settled(change, facts);
  const mayDecide = !checkDecision(now, facts);
  return changeActions.filter(action => {
    switch (action) {
      case 'approve':
      case 'reject':
      case 'request-changes':
        return mayDecide && !checkDecision(now, facts, action);
      default: {
        const { states, check } = steps[action];
        return (!states || states.includes(now.state)) && !check(now, facts);
      }
    }
  });
}
