import { EntityFacts, Impact } from 'backstage-plugin-change-management-common';
import { StaleOptions } from '../catalog/RecentReads';

/** Which entities a question about one entity is about. */
export type EntityScope = 'self' | 'members' | 'dependencies';

/**
 * What the software catalog says of entities. Answers may be 30 seconds old (5 seconds where an entity was not there).
 * All methods throw ServiceUnavailableError when the catalog does not answer; but what is only shown, facts `orStale` and
 * scopes, may then be 10 minutes old.
 */
export interface EntityCatalog {
  /** One entry for each ref asked; `exists` is false where the catalog has no such entity. One call at most. */
  getFacts(
    refs: string[],
    options?: StaleOptions,
  ): Promise<Record<string, EntityFacts>>;

  /**
   * The blast radius of a change of these entities: themselves, and with the shortest way to it every entity that is
   * touched when they change. One call at most where nothing has changed since it was last asked for, else one per step
   * of distance.
   */
  getImpact(refs: string[]): Promise<Impact>;

  /**
   * What these entities depend on, directly or not, and are part of: for each the shortest way to it, both ends included, the
   * nearest first. One call per step of distance at most.
   */
  getSupport(refs: string[]): Promise<string[][]>;

  /**
   * Every system and domain that each of the entities is part of, directly or not, and itself where it is one. One call
   * per step up at most.
   */
  getMemberships(refs: string[]): Promise<Record<string, string[]>>;

  /**
   * The entity itself, and for `members` all parts of a System or Domain, for `dependencies` what it depends on, both
   * direct and indirect. Always contains `ref`, known to the catalog or not.
   *
   * @throws InputError when there are more entities than a list can be asked for.
   */
  resolveScope(ref: string, scope: EntityScope): Promise<string[]>;
}
