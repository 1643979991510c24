import { DeploymentEvent, DeploymentStatus } from '../contract/execution';
import { hasRole, owns } from '../domain/people';
import { checkTrust } from '../domain/pipelines';
import { forbidden, Refusal } from '../domain/refusal';
import { Actor, Change, EntityFacts } from '../domain/types';

/** What is known of a deployment from its events. */
export type DeploymentFacts = Omit<DeploymentEvent, 'externalId'>;

/** How far each status is along; those alike are told apart by when the deployment ended. */
const ranks: Record<DeploymentStatus, number> = {
  started: 0,
  canceled: 1,
  failed: 2,
  succeeded: 3,
  'rolled-back': 4,
};

function isEnd(status: DeploymentStatus): number {
  return Math.min(ranks[status], 1) + Number(status === 'rolled-back');
}

function text(value: string | undefined): string {
  return value ?? '';
}

/** From the event that says least to the one that says most. */
function compare(a: DeploymentEvent, b: DeploymentEvent): number {
  return (
    isEnd(a.status) - isEnd(b.status) ||
    text(a.finishedAt).localeCompare(text(b.finishedAt)) ||
    ranks[a.status] - ranks[b.status] ||
    // Whatever is left, the order in which they came must not matter.
    JSON.stringify(a).localeCompare(JSON.stringify(b))
  );
}

/**
 * A deployment is the fold of its events in the order of what they say, not of their arrival: a start that comes late
 * changes nothing but fills gaps.
 */
export function deploymentFrom(events: DeploymentEvent[]): DeploymentFacts {
  const [first, ...rest] = [...events].sort(compare);
  const { externalId, ...start } = first;
  return rest.reduce<DeploymentFacts>((known, { externalId: _, ...event }) => {
    const given = Object.fromEntries(
      Object.entries(event).filter(([, value]) => value !== undefined),
    );
    const startedAt =
      known.startedAt < event.startedAt ? known.startedAt : event.startedAt;
    return { ...known, ...given, startedAt } as DeploymentFacts;
  }, start);
}

/** Minutes that a deployment may have begun before its change was started: clocks differ, and so do the ways of the two. */
export const graceMinutes = 5;

/** Whether the change was being carried out on the entity at the time. */
export function covers(
  {
    affectedEntities,
    actualStart,
    actualEnd,
  }: Pick<Change, 'affectedEntities' | 'actualStart' | 'actualEnd'>,
  { entityRef, startedAt }: Pick<DeploymentFacts, 'entityRef' | 'startedAt'>,
): boolean {
  if (!affectedEntities.includes(entityRef) || !actualStart) {
    return false;
  }
  const latestStart = Date.parse(startedAt) + graceMinutes * 60_000;
  return (
    Date.parse(actualStart) <= latestStart &&
    (!actualEnd || startedAt <= actualEnd)
  );
}

/** The change that stands behind a deployment: the named one before others, the last that was started before earlier ones. */
export function coveringChange(
  changes: Change[],
  deployment: DeploymentFacts,
): Change | undefined {
  const named = ({ id }: Change) => Number(id === deployment.changeId);
  return changes
    .filter(change => covers(change, deployment))
    .sort(
      (a, b) =>
        named(b) - named(a) ||
        b.actualStart!.localeCompare(a.actualStart!) ||
        a.id.localeCompare(b.id),
    )[0];
}

/** Who may report a deployment: a pipeline that the entity is entrusted to, an implementer, or its owner. */
export function checkReport(
  actor: Actor,
  { entityRef }: Pick<DeploymentEvent, 'entityRef'>,
  entity: EntityFacts | undefined,
): Refusal | undefined {
  if (actor.pipeline) {
    return checkTrust(actor, [entityRef], { [entityRef]: entity });
  }
  return hasRole(actor, 'implementer') || owns(entity, actor)
    ? undefined
    : forbidden(
        `Only a pipeline, its owner or somebody with the role implementer may report deployments of ${entityRef}.`,
        ['implementer'],
      );
}
