import {
  AuditEvent,
  ChangeComment,
  ChangeEvent,
  LogEntry,
} from 'backstage-plugin-change-management-common';

/** Events that make up the execution log (policy §4). */
export const logTypes: ChangeEvent['type'][] = [
  'tested',
  'started',
  'logged',
  'completed',
  'rolled-back',
];

/** Events that are comments. */
export const commentTypes: ChangeEvent['type'][] = ['commented'];

type Written = Pick<
  LogEntry,
  'kind' | 'summary' | 'whatChanged' | 'justification' | 'result'
> & { occurredAt?: string };

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

/** An event of the trail as an entry of the execution log. */
export function toLogEntry(event: AuditEvent): LogEntry {
  const written = write({ type: event.type, ...event.data } as ChangeEvent);
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
