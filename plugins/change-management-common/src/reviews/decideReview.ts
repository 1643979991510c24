import {
  AddActionInput,
  AddFindingInput,
  EditFindingInput,
  LookAtInput,
  SignOffInput,
} from '../contract/reviews';
import { hasRole } from '../domain/people';
import { conflict, invalid, Refusal } from '../domain/refusal';
import { Actor } from '../domain/types';
import {
  checkFinish,
  checkLookAt,
  checkReviewing,
  checkSignOff,
  unsignedRoles,
} from './checks';
import { toldAtOpening } from './reminders';
import { StoredAction, StoredFinding, StoredReview } from './types';

/** What somebody does to a review. */
export type ReviewCommand =
  | ({ type: 'look-at'; changeId: string } & LookAtInput)
  | ({ type: 'add-finding' } & AddFindingInput)
  | ({ type: 'edit-finding'; findingId: string } & EditFindingInput)
  | ({ type: 'add-action'; findingId: string } & AddActionInput)
  | {
      type: 'finish-action';
      findingId: string;
      actionId: string;
      result: string;
    }
  | ({ type: 'sign-off' } & SignOffInput);

/** What a command is judged by. */
export interface ReviewFacts {
  actor: Actor;
  /** ISO 8601, UTC */
  now: string;
  /** Clauses of the policy in force. */
  clauses: string[];
  /** Of the people and groups that the command names, those that exist. */
  people: string[];
  /** Of the changes that it names, those that the actor may see. */
  changes: string[];
}

/** An act as it goes into the trail of the review. */
export type ReviewAct = { type: string } & Record<string, unknown>;

/** What came of a command, or why nothing did. */
export type ReviewOutcome =
  | { review: StoredReview; acts: ReviewAct[] }
  | { refusal: Refusal };

type Run<T extends ReviewCommand['type']> = (
  review: StoredReview,
  command: Extract<ReviewCommand, { type: T }>,
  facts: ReviewFacts,
) => ReviewOutcome;

type Owed = { owner?: string; dueAt?: string };

/** What is wrong with what somebody wrote, all of it at once. */
function checkFields(
  fields: Owed & { clause?: string; changes?: string[]; actions?: Owed[] },
  { now, clauses, people, changes }: ReviewFacts,
): Refusal | undefined {
  const problems: { path: string; message: string }[] = [];
  const check = (isSound: boolean, path: string, message: string) =>
    isSound || problems.push({ path, message });
  const checkOwed = ({ owner, dueAt }: Owed, path: string) => {
    check(
      !owner || people.includes(owner),
      `${path}owner`,
      `${owner} is not in the catalog`,
    );
    check(!dueAt || dueAt > now, `${path}dueAt`, 'must lie ahead');
  };
  const { clause, actions = [] } = fields;
  check(
    !clause || clauses.includes(clause),
    'clause',
    `${clause} is not a clause of the policy`,
  );
  checkOwed(fields, '');
  fields.changes?.forEach((id, index) =>
    check(changes.includes(id), `changes.${index}`, `there is no change ${id}`),
  );
  actions.forEach((action, index) => checkOwed(action, `actions.${index}.`));
  return problems.length ? invalid(problems) : undefined;
}

function toAction(
  { reminders }: StoredReview,
  finding: Pick<StoredFinding, 'owner' | 'dueAt'>,
  number: number,
  { text, owner = finding.owner, dueAt = finding.dueAt }: AddActionInput,
  { actor, now }: ReviewFacts,
): StoredAction {
  return {
    ...{ id: String(number), text, owner, dueAt },
    ...{ addedBy: actor.userRef, addedAt: now },
    told: toldAtOpening(now, dueAt, reminders),
  };
}

/** What was signed is no longer what is there. */
function unsigned(review: StoredReview, act: ReviewAct): ReviewOutcome {
  const { signatures } = review;
  return signatures.length === 0
    ? { review, acts: [act] }
    : {
        review: { ...review, signatures: [] },
        acts: [act, { type: 'signatures-voided', signatures }],
      };
}

function withFinding(
  review: StoredReview,
  findingId: string,
  change: (finding: StoredFinding) => StoredFinding,
): StoredReview {
  const findings = review.findings.map(finding =>
    finding.id === findingId ? change(finding) : finding,
  );
  return { ...review, findings };
}

const lookAt: Run<'look-at'> = (review, { changeId, verdict, note }, facts) => {
  const refusal = checkLookAt(review, changeId, facts.actor);
  if (refusal) {
    return { refusal };
  }
  const said = { verdict, note, by: facts.actor.userRef, at: facts.now };
  const sample = review.sample.map(row =>
    row.changeId === changeId ? { ...row, ...said } : row,
  );
  const act = { type: 'looked-at', changeId, verdict, note };
  return unsigned({ ...review, sample }, act);
};

/** A finding about a change that was drawn says what was seen in it. */
const addFinding: Run<'add-finding'> = (review, command, facts) => {
  const { actor, now } = facts;
  const refusal = checkReviewing(review, actor) ?? checkFields(command, facts);
  if (refusal) {
    return { refusal };
  }
  const { type, ...fields } = command;
  const by = actor.userRef;
  const finding: StoredFinding = {
    ...fields,
    id: String(review.findings.length + 1),
    changes: [...new Set(fields.changes)],
    ...{ raisedBy: by, raisedAt: now },
    actions: fields.actions.map((action, index) =>
      toAction(review, fields, index + 1, action, facts),
    ),
  };
  const sample = review.sample.map(row =>
    finding.changes.includes(row.changeId) &&
    !checkLookAt(review, row.changeId, actor)
      ? { ...row, verdict: 'finding' as const, by, at: now }
      : row,
  );
  const findings = [...review.findings, finding];
  const act = { type: 'finding-added', finding };
  return unsigned({ ...review, sample, findings }, act);
};

const editFinding: Run<'edit-finding'> = (review, command, facts) => {
  const { type, findingId, revision, ...fields } = command;
  const refusal =
    checkReviewing(review, facts.actor) ??
    checkRevision(review, revision) ??
    checkFields(fields, facts);
  return refusal
    ? { refusal }
    : unsigned(
        withFinding(review, findingId, finding => ({ ...finding, ...fields })),
        { type: 'finding-edited', findingId, ...fields },
      );
};

function checkRevision(
  { id, revision: current }: StoredReview,
  revision: number | undefined,
): Refusal | undefined {
  return revision === undefined || revision === current
    ? undefined
    : conflict(
        `${id} has changed meanwhile: it is at revision ${current}, not ${revision}.`,
      );
}

const addAction: Run<'add-action'> = (review, command, facts) => {
  const { type, findingId, ...fields } = command;
  const finding = review.findings.find(({ id }) => id === findingId)!;
  const { length } = finding.actions;
  const action = toAction(review, finding, length + 1, fields, facts);
  const people = [...facts.people, finding.owner];
  const refusal =
    checkReviewing(review, facts.actor) ??
    checkFields(
      { owner: action.owner, dueAt: action.dueAt },
      { ...facts, people },
    );
  return refusal
    ? { refusal }
    : unsigned(
        withFinding(review, findingId, ({ actions, ...rest }) => ({
          ...rest,
          actions: [...actions, action],
        })),
        { type: 'action-added', findingId, action },
      );
};

/** Also where the review is signed off: what was agreed takes its time. */
const finishAction: Run<'finish-action'> = (review, command, facts) => {
  const { findingId, actionId, result } = command;
  const finding = review.findings.find(({ id }) => id === findingId)!;
  const action = finding.actions.find(({ id }) => id === actionId)!;
  const refusal = checkFinish(action, facts.actor);
  if (refusal) {
    return { refusal };
  }
  const done = { doneBy: facts.actor.userRef, doneAt: facts.now, result };
  return {
    review: withFinding(review, findingId, ({ actions, ...rest }) => ({
      ...rest,
      actions: actions.map(one =>
        one.id === actionId ? { ...one, ...done } : one,
      ),
    })),
    acts: [{ type: 'action-done', findingId, actionId, result }],
  };
};

const signOff: Run<'sign-off'> = (review, { comment, revision }, facts) => {
  const { actor, now } = facts;
  const refusal =
    checkSignOff(review, actor) ?? checkRevision(review, revision);
  if (refusal) {
    return { refusal };
  }
  const missing = unsignedRoles(review);
  const role = missing.find(one => hasRole(actor, one))!;
  const signature = { role, by: actor.userRef, at: now, comment };
  const isLast = missing.length === 1;
  return {
    review: {
      ...review,
      signatures: [...review.signatures, signature],
      ...(isLast && { status: 'signed-off', signedOffAt: now }),
    },
    acts: [
      { type: 'signed', role, comment, digest: review.digest },
      ...(isLast ? [{ type: 'signed-off' }] : []),
    ],
  };
};

const runs: { [T in ReviewCommand['type']]: Run<T> } = {
  'look-at': lookAt,
  'add-finding': addFinding,
  'edit-finding': editFinding,
  'add-action': addAction,
  'finish-action': finishAction,
  'sign-off': signOff,
};

/** What a command does to a review, or why it is refused. The rows, findings and actions that it names have to be there. */
export function decideReview(
  review: StoredReview,
  command: ReviewCommand,
  facts: ReviewFacts,
): ReviewOutcome {
  const run = runs[command.type] as Run<ReviewCommand['type']>;
  return run(review, command, facts);
}
