import {
  AuditEvent,
  BadEvent,
  canonicalEvent,
  RecordEvent,
  TrailSource,
  WrittenEvent,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toChangeId } from '../platform/changeId';
import { toIsoTime } from '../platform/database';

/** Where the events of each source are. */
export const trailTables = {
  change: { table: 'audit_events', subject: 'change_number' },
  record: { table: 'record_events', subject: 'subject' },
} as const satisfies Record<TrailSource, object>;

/** A row of `audit_events` or `record_events`. */
export interface TrailRow {
  source: TrailSource;
  position: number | string;
  subject: number | string;
  sequence: number;
  type: string;
  actor: string;
  occurred_at: string | Date;
  data: string;
  previous_hash: string;
  hash: string;
}

const columns = [
  'position',
  'sequence',
  'type',
  'actor',
  'occurred_at',
  'data',
  'previous_hash',
  'hash',
];

/** What to select of a source, from its table by the name of `event`. */
export function trailColumns(knex: Knex, source: TrailSource) {
  return [
    ...columns.map(column => `event.${column}`),
    `event.${trailTables[source].subject} as subject`,
    knex.raw(`'${source}' as source`),
  ];
}

/** `CHG-1042`, `policy:1.1` */
export function subjectOfRow({
  source,
  subject,
}: Pick<TrailRow, 'source' | 'subject'>): string {
  return source === 'change' ? toChangeId(Number(subject)) : String(subject);
}

/** An event as it was written, its data not parsed. */
export function toWritten(row: TrailRow): WrittenEvent {
  const subject = subjectOfRow(row);
  return {
    identity: row.source === 'change' ? { changeId: subject } : { subject },
    sequence: row.sequence,
    type: row.type,
    actor: row.actor,
    occurredAt: toIsoTime(row.occurred_at),
    data: row.data,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/** An event, parsed. */
export function toTrailEvent(row: TrailRow): AuditEvent | RecordEvent {
  return JSON.parse(canonicalEvent(toWritten(row), 'whole'));
}

/** A row as something that is wrong with it names it. */
export function toBadEvent(
  row: Pick<TrailRow, 'source' | 'subject' | 'sequence'>,
  reason: string,
  leafIndex?: number,
): BadEvent {
  return {
    source: row.source,
    subject: subjectOfRow(row),
    sequence: row.sequence,
    ...(leafIndex !== undefined && { leafIndex }),
    reason,
  };
}
