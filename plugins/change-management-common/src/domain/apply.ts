import { ChangeEvent, EventEnvelope, Judgement } from './events';
import { approvalRequirements, isConcerned } from './requirements';
import { followRun } from './rollbackRun';
import { holdsSlot } from './slot';
import { configuredAfter } from '../configuration/configured';
import { Change } from './types';

function judged(judgement: Judgement) {
  const { risk, impact, requirements, missing, policyVersion, digest } =
    judgement;
  return { risk, impact, requirements, missing, policyVersion, digest };
}

/** The freezes from which an act takes the change out; agreeing to a time gives up what was said of another one. */
function exemptionsBy(
  act: { by: string; at: string },
  { exempts = [], reason = '' }: { exempts?: string[]; reason?: string } = {},
): Change['exemptions'] {
  return exempts.map(windowId => ({ ...act, windowId, reason }));
}

function reduce(
  change: Change,
  event: Exclude<ChangeEvent, { type: 'created' }>,
  { actor, at }: EventEnvelope,
): Change {
  const act = { by: actor, at };
  switch (event.type) {
    case 'edited': {
      const patch = Object.fromEntries(
        Object.entries(event.fields).map(([name, { to }]) => [name, to]),
      );
      return {
        ...change,
        ...patch,
        ...judged(event.judgement),
        contentRevision: change.contentRevision + (event.newContent ? 1 : 0),
        decisions: event.newContent ? [] : change.decisions,
        drift: event.newContent ? undefined : change.drift,
        assessments: change.assessments.filter(({ entityRef }) =>
          isConcerned(entityRef, {
            affectedEntities:
              (patch.affectedEntities as string[] | undefined) ??
              change.affectedEntities,
            impact: event.judgement.impact,
          }),
        ),
      };
    }
    case 'submitted':
      return {
        ...change,
        ...judged(event.judgement),
        submittedAt: at,
        decisions: [],
        drift: undefined,
        returned: undefined,
      };
    case 'assessment-opened':
      return { ...change, state: 'assessment' };
    case 'assessed':
      return {
        ...change,
        assessments: [
          ...change.assessments.filter(
            a => a.entityRef !== event.assessment.entityRef,
          ),
          { ...event.assessment, ...act },
        ],
      };
    case 'authorization-opened':
      return { ...change, state: 'authorization' };
    case 'decided': {
      const decisions = [
        // A person's own word takes the place of what was said for them.
        ...change.decisions.filter(
          d => d.by !== actor && d.onBehalfOf !== actor,
        ),
        { ...event.decision, ...act },
      ];
      const next = { ...change, decisions };
      const isStale = approvalRequirements(next).some(({ stale }) => stale);
      return { ...next, drift: isStale ? change.drift : undefined };
    }
    case 'approved':
      return { ...change, state: 'approved' };
    case 'rejected':
      return { ...change, state: 'rejected' };
    case 'changes-requested':
    case 'revised':
      return {
        ...change,
        state: 'draft',
        decisions: [],
        returned: change.decisions.find(d => d.decision !== 'approve'),
        hold: undefined,
      };
    case 'scheduled':
      return {
        ...change,
        state: 'scheduled',
        plannedStart: event.plannedStart,
        plannedEnd: event.plannedEnd,
        schedule: { ...act, override: event.override },
        exemptions: exemptionsBy(act, event.override),
      };
    case 'tested':
      return {
        ...change,
        testResults: [...change.testResults, { ...event.result, ...act }],
      };
    case 'rehearsed':
      return {
        ...change,
        rehearsals: [
          ...change.rehearsals,
          { ...event.rehearsal, by: actor, recordedAt: at },
        ],
      };
    case 'task-added':
      return {
        ...change,
        tasks: [...change.tasks, { ...event.task, status: 'open', ...act }],
      };
    case 'task-updated': {
      const { status } = event.fields;
      const ended = status === 'open' ? undefined : act;
      return {
        ...change,
        tasks: change.tasks.map(task =>
          task.id === event.taskId
            ? { ...task, ...event.fields, ...(status && { ended }) }
            : task,
        ),
      };
    }
    case 'started':
      return {
        ...change,
        state: 'implementation',
        actualStart: at,
        startedBy: actor,
      };
    case 'completed':
      return {
        ...change,
        state: 'review',
        actualEnd: at,
        completion: { ...event.completion, ...act },
      };
    case 'rollback-started':
    case 'rollback-step-ended':
    case 'rollback-step-retried':
      return {
        ...change,
        rollbackRun: followRun(change.rollbackRun, event, act),
      };
    case 'rolled-back':
      return {
        ...change,
        state: 'review',
        actualEnd: at,
        rollback: { ...event.rollback, ...act },
      };
    case 'reviewed':
      return { ...change, review: { ...event.review, ...act } };
    case 'closed':
      return {
        ...change,
        state: 'closed',
        closeCode: event.closeCode,
        closure: { ...act, summary: event.summary },
      };
    case 'canceled':
      return {
        ...change,
        state: 'canceled',
        cancellation: { ...act, reason: event.reason },
      };
    case 'held':
      return {
        ...change,
        hold: { ...act, reason: event.reason, windowId: event.windowId },
      };
    case 'released':
      return {
        ...change,
        hold: undefined,
        stateSince: at,
        exemptions: [...change.exemptions, ...exemptionsBy(act, event)],
      };
    case 'conflicts-changed':
      return { ...change, conflicts: event.conflicts };
    case 'risk-overridden':
      // Whoever decided saw another level.
      return {
        ...change,
        ...judged(event.judgement),
        decisions: [],
        drift: undefined,
      };
    case 'drifted': {
      // Until those who approved have looked again, what they have not seen adds up.
      const { differences = [], blocks = false } = change.drift ?? {};
      return {
        ...change,
        ...judged(event.judgement),
        drift: {
          differences: [...differences, ...event.drift.differences],
          blocks: blocks || event.drift.blocks,
          at,
        },
      };
    }
    case 'reminded':
      return {
        ...change,
        reminders: event.obligations.reduce(
          (reminders, { id, since, escalated }) => {
            const known = reminders[id];
            const earlier = known?.since === since ? known : { since };
            return {
              ...reminders,
              [id]: escalated
                ? { ...earlier, escalatedAt: at }
                : { ...earlier, remindedAt: at },
            };
          },
          change.reminders,
        ),
      };
    case 'pre-approval-lapsed':
      return {
        ...change,
        requirements: change.requirements.map(
          ({ standing, ...requirement }) => requirement,
        ),
      };
    case 'configuration-changed':
      return {
        ...change,
        configured: configuredAfter(change.configured, event),
      };
    case 'access-changed':
      return {
        ...change,
        accessChanged: [...(change.accessChanged ?? []), ...event.acts],
      };
    case 'logged':
      return {
        ...change,
        logEntries: change.logEntries + 1,
        pointOfNoReturn:
          change.pointOfNoReturn ??
          (event.entry.passedPointOfNoReturn ? act : undefined),
      };
    case 'pre-approved':
    case 'commented':
      // Kept in the audit trail alone, as the texts of log entries are, so that a change's size stays bounded.
      return change;
    default:
      throw new Error(`Unknown event ${(event as { type: string }).type}`);
  }
}

/** Those who are asked have as long for a new content as they had for the old one. */
function isOpened({ type }: ChangeEvent): boolean {
  return type === 'assessment-opened' || type === 'authorization-opened';
}

/** What others have moved into the way outdates nothing that anybody has read, so nobody is refused for it. */
function isNote(events: ChangeEvent[]): boolean {
  return events.every(({ type }) => type === 'conflicts-changed');
}

/** Folds the events of one command into the change; `undefined` where the first event is `created`. */
export function apply(
  change: Change | undefined,
  events: ChangeEvent[],
  envelope: EventEnvelope,
): Change {
  let next = change;
  for (const event of events) {
    if (event.type === 'created') {
      next = {
        ...event.content,
        ...judged(event.judgement),
        id: event.id,
        state: 'draft',
        requestedBy: envelope.actor,
        decisions: [],
        assessments: [],
        testResults: [],
        rehearsals: [],
        tasks: [],
        logEntries: 0,
        conflicts: [],
        exemptions: [],
        stateSince: envelope.at,
        reminders: {},
        createdAt: envelope.at,
        updatedAt: envelope.at,
        revision: 0,
        contentRevision: 1,
      };
    } else if (next) {
      const { state } = next;
      next = reduce(next, event, envelope);
      if (next.state !== state || isOpened(event)) {
        next = { ...next, stateSince: envelope.at };
      }
    } else {
      throw new Error(`Event ${event.type} before created`);
    }
  }
  if (!next) {
    throw new Error('No events to apply');
  }
  return {
    ...next,
    conflicts:
      holdsSlot(next) || next.conflicts.length === 0 ? next.conflicts : [],
    updatedAt: envelope.at,
    revision: next.revision + (isNote(events) ? 0 : 1),
  };
}
