import {
  actualDowntimeOf,
  Change,
  Decision,
  Facts,
  leadMinutesOf,
  restoreMinutesOf,
} from 'backstage-plugin-change-management-common';
import { toChangeNumber } from '../platform/changeId';
import { ownersOf } from './parties';
import { toEntityRows } from './rows';
import { ChangeStep } from './ChangeListener';

/** Refs in one text, so that the database can group by all of them at once: none contains a space. */
function joined(refs: (string | null)[]): string {
  return [...new Set(refs)]
    .filter(ref => ref !== null)
    .sort()
    .join(' ');
}

/** The row of `change_measures` of a change that was started, but for when it was documented. */
export function toMeasureRow(change: Change) {
  const { actualStart, emergency } = change;
  const isEmergency = change.type === 'emergency';
  const entities = toEntityRows(change);
  return {
    change_number: toChangeNumber(change.id)!,
    started_at: actualStart!,
    month: actualStart!.slice(0, 7),
    type: change.type,
    category: change.category ?? null,
    close_code: change.closeCode ?? null,
    emergency_reason: emergency?.reason ?? null,
    incident_ref: emergency?.incidentRef ?? null,
    unlogged: isEmergency && change.logEntries === 0,
    lead_minutes: leadMinutesOf(change) ?? null,
    downtime_minutes: actualDowntimeOf(change) ?? null,
    restore_minutes: restoreMinutesOf(change) ?? null,
    entities: joined(entities.map(({ entity_ref }) => entity_ref)),
    systems: joined(entities.map(({ system_ref }) => system_ref)),
    teams: joined(ownersOf(change)),
  };
}

/** When an emergency was documented completely and, from its start on, by when it has to be (policy §5). */
export function documentationOf({
  before,
  after,
  facts: { now, policy },
}: ChangeStep): {
  documentation_due_at?: string;
  documented_at?: string | null;
} {
  if (after.type !== 'emergency') {
    return {};
  }
  const hours = policy.deadlines.documentation.dueHours;
  const isComplete = after.missing.length === 0;
  if (!before?.actualStart) {
    const due = Date.parse(after.actualStart!) + hours * 3_600_000;
    return {
      documentation_due_at: new Date(due).toISOString(),
      documented_at: isComplete ? now : null,
    };
  }
  return isComplete === (before.missing.length === 0)
    ? {}
    : { documented_at: isComplete ? now : null };
}

/** The role in which somebody decided: of those asked for, the first that they hold. */
function roleOf(
  { requirementId, roles }: Omit<Decision, 'by' | 'at'>,
  { requirements }: Change,
): string {
  const asked =
    requirements.find(({ id }) => id === requirementId)?.roles ?? [];
  return asked.find(role => roles.some(held => held.role === role)) ?? 'named';
}

/** How long somebody was waited for; a second word of the same person on the same question is no answer to it. */
function waitOf({
  before,
  events,
  facts: { actor },
}: ChangeStep): { role: string; since: string } | undefined {
  for (const event of events) {
    if (event.type === 'decided' && before) {
      const { requirementId } = event.decision;
      const since =
        before.state === 'authorization'
          ? before.stateSince
          : before.actualStart;
      const isRepeated = before.decisions.some(
        d => d.by === actor.userRef && d.requirementId === requirementId,
      );
      return since === undefined || isRepeated
        ? undefined
        : { role: roleOf(event.decision, before), since };
    }
    if (event.type === 'assessed' && before?.state === 'assessment') {
      const { entityRef } = event.assessment;
      const isRepeated = before.assessments.some(
        given => given.entityRef === entityRef,
      );
      return isRepeated || !before.affectedEntities.includes(entityRef)
        ? undefined
        : { role: 'owner', since: before.stateSince };
    }
  }
  return undefined;
}

/** The row of `approval_waits` that a step makes, if it does. */
export function toWaitRow(step: ChangeStep) {
  const wait = waitOf(step);
  if (!wait) {
    return undefined;
  }
  const { after, before = after } = step;
  const { now }: Pick<Facts, 'now'> = step.facts;
  return {
    change_number: toChangeNumber(after.id)!,
    role: wait.role,
    category: before.category ?? null,
    risk_level: before.risk.level ?? null,
    decided_at: now,
    minutes: Math.ceil((Date.parse(now) - Date.parse(wait.since)) / 60_000),
  };
}
