import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { EntityFacts, Impact } from 'backstage-plugin-change-management-common';
import { CatalogNode, CatalogReader } from '../catalog/CatalogReader';
import { RecentReads } from '../catalog/RecentReads';
import { EntityCatalog, EntityScope } from './EntityCatalog';
import { walk } from './walk';

/** Steps from a changed entity that still count as touched, and from an entity to what it depends on. */
export const IMPACT_DEPTH = 5;
/** Indirectly affected entities at most; more is shown as cut off. */
export const IMPACT_ENTITIES = 500;
/** Entities that one list of changes can be asked for. */
export const SCOPE_ENTITIES = 5_000;
/** Milliseconds for which an entity is taken as read. */
export const ENTITY_KEPT_FOR = 30_000;
/** Milliseconds for which an entity is taken as not there. */
export const ENTITY_MISSED_FOR = 5_000;
const ENTITIES_KEPT = 10_000;

/** Who is touched when an entity changes: those that depend on it, its APIs and their consumers, its parts. */
const touching = [
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  RELATION_API_CONSUMED_BY,
  RELATION_HAS_PART,
];

const scopes = {
  members: { relations: [RELATION_HAS_PART], depth: Infinity },
  dependencies: {
    relations: [
      RELATION_DEPENDS_ON,
      RELATION_CONSUMES_API,
      RELATION_API_PROVIDED_BY,
    ],
    depth: IMPACT_DEPTH,
  },
};

function toFacts(ref: string, node: CatalogNode | undefined): EntityFacts {
  if (!node) {
    const kind = ref.split(':')[0];
    return { entityRef: ref, exists: false, kind, owners: [], tags: [] };
  }
  const { relations, ...facts } = node;
  return { ...facts, entityRef: ref };
}

/** {@link EntityCatalog} that remembers entities for half a minute: a look-up is the dearest thing in a request. */
export class CachedEntityCatalog implements EntityCatalog {
  readonly #reader: CatalogReader;
  readonly #recent: RecentReads<CatalogNode>;

  constructor(options: { reader: CatalogReader; now?: () => number }) {
    this.#reader = options.reader;
    this.#recent = new RecentReads({
      keepFor: ENTITY_KEPT_FOR,
      keepAbsentFor: ENTITY_MISSED_FOR,
      atMost: ENTITIES_KEPT,
      now: options.now,
    });
  }

  async getFacts(refs: string[]): Promise<Record<string, EntityFacts>> {
    const nodes = await this.#read(refs);
    return Object.fromEntries(
      refs.map(ref => [ref, toFacts(ref, nodes.get(ref))]),
    );
  }

  async getImpact(refs: string[]): Promise<Impact> {
    const { reached, cut } = await walk(refs, this.#read, {
      relations: touching,
      depth: IMPACT_DEPTH,
      entities: IMPACT_ENTITIES,
    });
    const facts = await this.getFacts([...new Set(refs)]);
    return {
      direct: Object.values(facts).map(({ tags, ...entity }) => entity),
      indirect: reached.map(({ node, via }) => ({
        entityRef: node.entityRef,
        distance: via.length - 1,
        via,
        owners: node.owners,
      })),
      truncated: cut !== undefined,
    };
  }

  async resolveScope(ref: string, scope: EntityScope): Promise<string[]> {
    if (scope === 'self') {
      return [ref];
    }
    const { relations, depth } = scopes[scope];
    const { reached, cut } = await walk([ref], this.#read, {
      relations,
      depth,
      entities: SCOPE_ENTITIES - 1,
    });
    if (cut === 'entities') {
      throw new InputError(
        `${ref} has more than ${SCOPE_ENTITIES} ${scope}; ask for a part of it.`,
      );
    }
    return [ref, ...reached.map(({ node }) => node.entityRef)];
  }

  #read = (refs: string[]) =>
    refs.length
      ? this.#recent.get(refs, unknown => this.#reader.read(unknown))
      : Promise.resolve(new Map<string, CatalogNode>());
}
