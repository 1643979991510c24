import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { EntityFacts, Impact } from 'backstage-plugin-change-management-common';
import { CatalogNode, CatalogReader } from '../catalog/CatalogReader';
import { RecentReads, StaleOptions } from '../catalog/RecentReads';
import { EntityCatalog, EntityScope } from './EntityCatalog';
import { KnownRadii } from './KnownRadii';
import { defaultLimits, ImpactLimits } from './limits';
import { above, readUpwards } from './memberships';
import { ReadNodes, walk } from './walk';

/** Entities that one list of changes can be asked for. */
export const SCOPE_ENTITIES = 5_000;
/** Milliseconds for which an entity is taken as read. */
export const ENTITY_KEPT_FOR = 30_000;
/** Milliseconds for which an entity is taken as not there. */
export const ENTITY_MISSED_FOR = 5_000;
const ENTITIES_KEPT = 10_000;
/** Affected entities of all blast radii that are kept. */
const AFFECTED_KEPT = 100_000;

/** Who is touched when an entity changes: those that depend on it, its APIs and their consumers, its parts. */
const touching = [
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  RELATION_API_CONSUMED_BY,
  RELATION_HAS_PART,
];

/** What an entity depends on. */
const supporting = [
  RELATION_DEPENDS_ON,
  RELATION_CONSUMES_API,
  RELATION_API_PROVIDED_BY,
];

function toFacts(ref: string, node: CatalogNode | undefined): EntityFacts {
  if (!node) {
    const kind = ref.split(':')[0];
    return { entityRef: ref, exists: false, kind, owners: [], tags: [] };
  }
  const { relations, revision, ...facts } = node;
  return { ...facts, entityRef: ref };
}

/** {@link EntityCatalog} that remembers entities for half a minute: a look-up is the dearest thing in a request. */
export class CachedEntityCatalog implements EntityCatalog {
  readonly #reader: CatalogReader;
  readonly #limits: ImpactLimits;
  readonly #recent: RecentReads<CatalogNode>;
  readonly #radii: KnownRadii;

  constructor(options: {
    reader: CatalogReader;
    limits?: ImpactLimits;
    now?: () => number;
  }) {
    this.#reader = options.reader;
    this.#limits = options.limits ?? defaultLimits;
    this.#radii = new KnownRadii({
      atMost: Math.ceil(AFFECTED_KEPT / this.#limits.maxEntities),
    });
    this.#recent = new RecentReads({
      keepFor: ENTITY_KEPT_FOR,
      keepAbsentFor: ENTITY_MISSED_FOR,
      atMost: ENTITIES_KEPT,
      now: options.now,
    });
  }

  async getFacts(
    refs: string[],
    options?: StaleOptions,
  ): Promise<Record<string, EntityFacts>> {
    const nodes = await this.#read(refs, options);
    return Object.fromEntries(
      refs.map(ref => [ref, toFacts(ref, nodes.get(ref))]),
    );
  }

  async getMemberships(refs: string[]): Promise<Record<string, string[]>> {
    const parents = await readUpwards(refs, this.#read);
    return Object.fromEntries(refs.map(ref => [ref, above(ref, parents)]));
  }

  async getImpact(refs: string[]): Promise<Impact> {
    const start = [...new Set(refs)];
    return this.#radii.get(start, this.#read, read =>
      this.#measure(start, read),
    );
  }

  async getSupport(refs: string[]): Promise<string[][]> {
    // Whoever looks for a cause takes what is known rather than nothing.
    const read: ReadNodes = some => this.#read(some, { orStale: true });
    const { reached } = await walk([...new Set(refs)], read, {
      relations: [...supporting, RELATION_PART_OF],
      depth: this.#limits.maxDepth,
      entities: this.#limits.maxEntities,
    });
    return reached.map(({ via }) => via);
  }

  async resolveScope(ref: string, scope: EntityScope): Promise<string[]> {
    if (scope === 'self') {
      return [ref];
    }
    const isMembers = scope === 'members';
    // A scope narrows what is shown of changes: nothing is judged by it.
    const read: ReadNodes = refs => this.#read(refs, { orStale: true });
    const { reached, cut } = await walk([ref], read, {
      relations: isMembers ? [RELATION_HAS_PART] : supporting,
      depth: isMembers ? Infinity : this.#limits.maxDepth,
      entities: SCOPE_ENTITIES - 1,
    });
    if (cut === 'entities') {
      throw new InputError(
        `${ref} has more than ${SCOPE_ENTITIES} ${scope}; ask for a part of it.`,
      );
    }
    return [ref, ...reached.map(({ node }) => node.entityRef)];
  }

  async #measure(start: string[], read: ReadNodes): Promise<Impact> {
    const { reached, cut } = await walk(start, read, {
      relations: touching,
      depth: this.#limits.maxDepth,
      entities: this.#limits.maxEntities,
    });
    const facts = await this.getFacts(start);
    return {
      direct: Object.values(facts).map(
        ({ tags, clientContacts, ...entity }) => entity,
      ),
      indirect: reached.map(({ node, via, relations }) => {
        const { tags, exists, clientContacts, ...entity } = toFacts(
          node.entityRef,
          node,
        );
        return { ...entity, distance: via.length - 1, via, relations };
      }),
      truncated: cut !== undefined,
    };
  }

  #read = (refs: string[], options?: StaleOptions) =>
    refs.length
      ? this.#recent.get(refs, unknown => this.#reader.read(unknown), options)
      : Promise.resolve(new Map<string, CatalogNode>());
}
