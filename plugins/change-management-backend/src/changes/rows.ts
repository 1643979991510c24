import {
  Change,
  finalStates,
  toLean,
} from 'backstage-plugin-change-management-common';
import { ChangeRecord } from './ChangeStore';
import { toChangeNumber } from '../platform/changeId';

function endedAt(change: Change): string | null {
  if (!finalStates.includes(change.state)) {
    return null;
  }
  return (
    change.closure?.at ??
    change.cancellation?.at ??
    change.decisions.find(({ decision }) => decision === 'reject')?.at ??
    change.updatedAt
  );
}

/** The row of `changes`: the document, and the columns that lists filter and order by. */
export function toChangeRow({
  change,
  chain,
  parties,
  nextReminderAt,
}: ChangeRecord) {
  return {
    state: change.state,
    type: change.type,
    category: change.category ?? null,
    title: change.title,
    risk_level: change.risk.level ?? null,
    risk_score: change.risk.score ?? null,
    close_code: change.closeCode ?? null,
    requested_by: change.requestedBy,
    implementer: change.implementer,
    planned_start: change.plannedStart ?? null,
    planned_end: change.plannedEnd ?? null,
    actual_start: change.actualStart ?? null,
    actual_end: change.actualEnd ?? null,
    created_at: change.createdAt,
    updated_at: change.updatedAt,
    submitted_at: change.submittedAt ?? null,
    closed_at: endedAt(change),
    next_reminder_at: nextReminderAt ?? null,
    on_hold: change.hold !== undefined,
    revision: change.revision,
    content_revision: change.contentRevision,
    audit_sequence: chain.sequence,
    audit_hash: chain.hash,
    parties: JSON.stringify(parties),
    search_text: [change.id, change.title, change.description ?? '']
      .join('\n')
      .toLowerCase(),
    document: JSON.stringify(change),
    lean_document: JSON.stringify(toLean(change)),
  };
}

/** The system that an affected entity is part of, or is itself. */
function systemOf({ impact }: Change, entityRef: string): string | undefined {
  return entityRef.startsWith('system:')
    ? entityRef
    : impact.direct.find(entity => entity.entityRef === entityRef)?.system;
}

/** The rows of `change_entities`. */
export function toEntityRows(change: Change) {
  return change.affectedEntities.map(entityRef => ({
    change_number: toChangeNumber(change.id)!,
    entity_ref: entityRef,
    system_ref: systemOf(change, entityRef) ?? null,
    incident_ref: change.emergency?.incidentRef ?? null,
    created_at: change.createdAt,
    planned_start: change.plannedStart ?? null,
    ended_at: endedAt(change),
    close_code: change.closeCode ?? null,
  }));
}
