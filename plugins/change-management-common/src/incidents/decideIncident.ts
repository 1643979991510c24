import { IncidentAction, IncidentPatch } from '../contract/incidents';
import { MissingField } from '../contract/judgement';
import { Role } from '../contract/words';
import {
  hasImplemented,
  hasRole,
  isImplementer,
  isRequester,
  owns,
} from '../domain/people';
import { checkTrust } from '../domain/pipelines';
import { conflict, forbidden, invalid, Refusal } from '../domain/refusal';
import { Actor, Change, EntityFacts } from '../domain/types';
import { Incident } from './incidentFrom';

type Entities = Record<string, EntityFacts | undefined>;

/** Roles that may record and alter incidents of any entity. */
export const incidentRecorders: Role[] = [
  'implementer',
  'changeManager',
  'securityManager',
  'cto',
];

/** Why somebody may not record an incident of these entities, or alter one, if so; an auditor owns and holds neither. */
export function checkIncidentAct(
  actor: Actor,
  entityRefs: string[],
  entities: Entities,
): Refusal | undefined {
  if (actor.pipeline) {
    return checkTrust(actor, entityRefs, entities);
  }
  return hasRole(actor, ...incidentRecorders) ||
    entityRefs.some(ref => owns(entities[ref], actor))
    ? undefined
    : forbidden(
        `Only an owner of ${entityRefs.join(
          ' or ',
        )} or somebody with a role of change management may record an incident there (role ${incidentRecorders.join(
          ' or ',
        )} is missing).`,
        incidentRecorders,
      );
}

/** Entities that the catalog does not have, by their field. */
export function checkIncidentEntities(
  entityRefs: string[],
  entities: Entities,
): Refusal | undefined {
  const fields = entityRefs.flatMap<MissingField>((ref, index) =>
    entities[ref]?.exists
      ? []
      : [
          {
            path: `entityRefs.${index}`,
            message: `${ref} is not in the catalog`,
          },
        ],
  );
  return fields.length ? invalid(fields) : undefined;
}

/** Why an act on an older revision comes too late, if so. */
export function staleIncident(
  { id, revision }: Incident,
  seen: number,
): Refusal | undefined {
  return seen === revision
    ? undefined
    : conflict(
        `${id} has changed meanwhile (revision ${revision}, not ${seen}).`,
      );
}

/** Why what a person wants to alter cannot be altered, if so. */
export function checkIncidentPatch(
  incident: Incident,
  { revision, startedAt, endedAt }: IncidentPatch,
): Refusal | undefined {
  const stale = staleIncident(incident, revision);
  if (stale) {
    return stale;
  }
  const start = startedAt ?? incident.startedAt;
  const end = endedAt === undefined ? incident.endedAt : endedAt;
  return end && end < start
    ? invalid([
        {
          path: endedAt === undefined ? 'startedAt' : 'endedAt',
          message:
            endedAt === undefined
              ? 'must not be after endedAt'
              : 'must not be before startedAt',
        },
      ])
    : undefined;
}

function isInvolved(change: Change, actor: Actor): boolean {
  return [actor, ...(actor.actsFor ?? [])].some(
    person =>
      isRequester(change, person) ||
      isImplementer(change, person) ||
      hasImplemented(change, person),
  );
}

/** Why a person may not say that these changes did not cause it, if so: nobody clears their own (policy §8). */
function checkClearing(
  { id }: Pick<Incident, 'id'>,
  changes: Change[],
  actor: Actor,
): Refusal | undefined {
  const own = changes.find(change => isInvolved(change, actor));
  return own
    ? forbidden(
        `You requested or implement ${own.id}, so somebody else has to say that it did not cause ${id}.`,
      )
    : undefined;
}

/** Why this cannot be rejected as the cause, if so. */
export function checkRejection(
  incident: Incident,
  change: Change,
  actor: Actor,
): Refusal | undefined {
  return incident.causedByChangeId === change.id
    ? conflict(
        `${change.id} is confirmed as the cause of ${incident.id}. Name another cause, or none.`,
      )
    : checkClearing(incident, [change], actor);
}

/** Above this, a change is likelier to have caused an incident than everything else together. */
export const PROBABLE_CAUSE = 0.5;

/** Changes that would be cleared by naming another cause, or none: what is confirmed, and what is probable. */
export function clearedBy(
  confirmed: Change | undefined,
  candidates: { change: Change; confidence: number }[],
): Change[] {
  return [
    ...(confirmed ? [confirmed] : []),
    ...candidates
      .filter(({ confidence }) => confidence >= PROBABLE_CAUSE)
      .map(({ change }) => change),
  ];
}

/**
 * Why this cannot be decided as the cause, if so.
 *
 * @param change - the change to name; nothing where no change caused it
 * @param cleared - see {@link clearedBy}
 */
export function checkAttribution(
  incident: Pick<Incident, 'id' | 'startedAt'>,
  change: Change | undefined,
  cleared: Change[],
  actor: Actor,
): Refusal | undefined {
  const refuse = (message: string) => invalid([{ path: 'changeId', message }]);
  if (change && !change.actualStart) {
    return refuse(`must have been carried out; ${change.id} has not`);
  }
  if (change && Date.parse(change.actualStart!) > latestCause(incident)) {
    return refuse(
      `must have been started before the incident; ${change.id} was started afterwards`,
    );
  }
  return checkClearing(
    incident,
    cleared.filter(({ id }) => id !== change?.id),
    actor,
  );
}

/** Minutes by which the clocks of those who report may differ. */
const CLOCKS_DIFFER = 10;

/** Before then (in milliseconds), a change that caused the incident has been started. */
export function latestCause({
  startedAt,
}: Pick<Incident, 'startedAt'>): number {
  return Date.parse(startedAt) + CLOCKS_DIFFER * 60_000;
}

/** What this person may do with it. */
export function incidentActionsFor(
  { entityRefs }: Pick<Incident, 'entityRefs'>,
  actor: Actor,
  entities: Entities,
): IncidentAction[] {
  return actor.pipeline || checkIncidentAct(actor, entityRefs, entities)
    ? []
    : ['edit', 'attribute'];
}
