import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { forbidden, Refusal } from './refusal';
import type { Actor, Change, EntityFacts } from './types';

/** Kind of the refs by which pipelines are known: `pipeline:external/ci`. They are in no catalog. */
export const PIPELINE_KIND = 'pipeline';

/** Whether a ref stands for a pipeline rather than for a person. */
export function isPipeline(ref: string): boolean {
  return ref.startsWith(`${PIPELINE_KIND}:`);
}

/** What the configuration entrusts to a pipeline: the entities that meet a predicate, or all of them. */
export interface PipelineTrust {
  /** Over `{ entityRef, kind, type, tags, owners, system, lifecycle, criticality }`. */
  entities?: FilterPredicate;
}

/** Whether the pipeline may act for the entity; one that the catalog does not know meets no predicate. */
export function isEntrusted(
  { entities }: PipelineTrust,
  entity: EntityFacts | undefined,
): boolean {
  if (!entities) {
    return true;
  }
  if (!entity?.exists) {
    return false;
  }
  const { exists, title, clientContacts, ...scoped } = entity;
  // Absent fields are left out, as the predicates tell them from empty ones.
  return evaluateFilterPredicate(entities, JSON.parse(JSON.stringify(scoped)));
}

/** Why a pipeline may not act for these entities, if so. */
export function checkTrust(
  { userRef, pipeline }: Actor,
  entityRefs: string[],
  entities: Record<string, EntityFacts | undefined>,
): Refusal | undefined {
  const foreign = entityRefs.filter(
    ref => pipeline && !isEntrusted(pipeline, entities[ref]),
  );
  return foreign.length
    ? forbidden(
        `The configuration of the portal (changeManagement.pipelines) does not entrust ${foreign.join(
          ', ',
        )} to ${userRef}.`,
      )
    : undefined;
}

/** A pipeline acts for a change whose affected entities are all entrusted to it. */
export function isEntrustedWith(
  change: Pick<Change, 'affectedEntities'>,
  actor: Actor,
  entities: Record<string, EntityFacts>,
): boolean {
  return (
    actor.pipeline !== undefined &&
    !checkTrust(actor, change.affectedEntities, entities)
  );
}
