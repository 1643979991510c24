import {
  AuditEvent,
  ChangeComment,
  ChangeEvent,
  countActs,
  LogEntry,
  nameAct,
} from 'backstage-plugin-change-management-common';

/** Events that make up the execution log (policy §4). */
export const logTypes: ChangeEvent['type'][] = [
  'tested',
  'rehearsed',
  'started',
  'logged',
  'configuration-changed',
  'access-changed',
  'completed',
  'rollback-started',
  'rollback-step-ended',
  'rollback-step-retried',
  'rolled-back',
];

/** Events that are comments. */
export const commentTypes: ChangeEvent['type'][] = ['commented'];

type Written = Pick<
  LogEntry,
  | 'kind'
  | 'summary'
  | 'whatChanged'
  | 'justification'
  | 'result'
  | 'corrects'
  | 'passedPointOfNoReturn'
> & { occurredAt?: string };

/** Of a version of configuration that the reader may not see. */
const withheld: Written = {
  kind: 'configuration',
  summary: 'Configuration was altered that you may not read',
  whatChanged: '',
};

function write(event: ChangeEvent): Written {
  switch (event.type) {
    case 'logged':
      return event.entry;
    case 'tested':
      return {
        kind: 'test',
        summary: `Tested in ${event.result.environment}: ${event.result.outcome}`,
        whatChanged: event.result.notes,
        result: event.result.evidenceUrl,
      };
    case 'rehearsed':
      return {
        kind: 'rehearsal',
        summary: `The rollback plan was tried in ${event.rehearsal.environment}, in ${event.rehearsal.minutes} minutes: ${event.rehearsal.outcome}`,
        whatChanged: event.rehearsal.notes,
        result: event.rehearsal.evidenceUrl,
        occurredAt: event.rehearsal.at,
      };
    case 'configuration-changed': {
      const { name, entityRef, itemId, version, previous, digest } = event;
      return {
        kind: 'configuration',
        summary: `${name}: version ${version}`,
        whatChanged: `${name} of ${entityRef} (${itemId}): ${
          previous
            ? `version ${previous.version} → ${version}`
            : 'first version'
        }, SHA-256 ${digest}`,
        justification: event.note,
      };
    }
    case 'access-changed':
      return {
        kind: 'access',
        summary: `Access: ${countActs(event.acts)}`,
        whatChanged: event.acts.map(nameAct).join('\n'),
        justification:
          event.origin === 'rollback'
            ? 'Set back, as the change is rolled back'
            : undefined,
      };
    case 'started':
      return {
        kind: 'start',
        summary: event.emergency
          ? 'The emergency implementation began'
          : 'The implementation began',
        whatChanged: '',
      };
    case 'completed':
      return {
        kind: 'completion',
        summary: `The implementation ended: ${event.completion.outcome}`,
        whatChanged: '',
        result: event.completion.result,
      };
    case 'rollback-started':
      return {
        kind: 'rollback',
        summary: 'The rollback began',
        whatChanged: '',
        justification: event.reason,
      };
    case 'rollback-step-ended':
      return {
        kind: 'rollback-step',
        summary: `Step ${event.index + 1} of the rollback: ${event.status}`,
        whatChanged: event.executor ? `Carried out by ${event.executor}` : '',
        result: event.result,
      };
    case 'rollback-step-retried':
      return {
        kind: 'rollback-step',
        summary: `Step ${event.index + 1} of the rollback began again`,
        whatChanged: '',
      };
    case 'rolled-back':
      return {
        kind: 'rollback',
        summary: 'The change was rolled back',
        whatChanged: '',
        justification: event.rollback.reason,
        result: event.rollback.result,
      };
    default:
      throw new Error(`An event ${event.type} is no log entry`);
  }
}

function idOf(event: AuditEvent): string {
  return `${event.changeId}-${event.sequence}`;
}

/** The position in its trail that the id of an entry of a change's log names; undefined for what is no such id. */
export function sequenceOf(changeId: string, id: string): number | undefined {
  const [, digits] = /^CHG-\d+-(\d{1,9})$/.exec(id) ?? [];
  return digits && id === `${changeId}-${digits}` ? Number(digits) : undefined;
}

/** An event of the trail as an entry of the execution log. */
export function toLogEntry(event: AuditEvent): LogEntry {
  const written =
    event.withheld && event.type === 'configuration-changed'
      ? withheld
      : write({ type: event.type, ...event.data } as ChangeEvent);
  return {
    ...written,
    id: idOf(event),
    occurredAt: written.occurredAt ?? event.occurredAt,
    recordedAt: event.occurredAt,
    actor: event.actor,
  };
}

/** An event of the trail as a comment. */
export function toComment(event: AuditEvent): ChangeComment {
  return {
    id: idOf(event),
    text: event.data.text as string,
    by: event.actor,
    at: event.occurredAt,
  };
}
