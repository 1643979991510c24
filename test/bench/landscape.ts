import {
  Entity,
  EntityRelation,
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { sentence } from './forms';

const COUNTS = {
  domain: 40,
  group: 300,
  system: 400,
  api: 2_000,
  resource: 2_500,
  component: 14_760,
};
/** Each has its reverse besides: the catalog stores twice as many. */
const RELATIONS = 60_000;
const CONSUMERS = 4_000;

type Kind = keyof typeof COUNTS;

const ref = (kind: Kind, n: number) => `${kind}:default/${kind}-${n}`;
const range = (length: number) => Array.from({ length }, (_, n) => n);

/** Numbers from 0 to 1, the same ones in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** As large as what is written in a repository, and what the catalog adds to it, make an entity. */
function toEntity(kind: Kind, n: number): Entity {
  const name = `${kind}-${n}`;
  const source = `url:https://git.example.com/shop/${name}/blob/main/catalog-info.yaml`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind === 'api' ? 'API' : kind[0].toUpperCase() + kind.slice(1),
    metadata: {
      namespace: 'default',
      name,
      title: `The ${kind} number ${n}`,
      description: sentence.repeat(3),
      annotations: {
        'backstage.io/managed-by-location': source,
        'backstage.io/managed-by-origin-location': source,
        'backstage.io/view-url': source.slice(4),
        'backstage.io/edit-url': source.slice(4).replace('blob', 'edit'),
        'backstage.io/source-location': source,
        'backstage.io/techdocs-ref': 'dir:.',
        'change-management/criticality': n % 10 ? 'medium' : 'critical',
      },
      labels: { tier: `${n % 4}` },
      tags: ['java', 'shop'],
      links: [{ url: `https://watch.example.com/${name}`, title: 'Dashboard' }],
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: `group-${n % COUNTS.group}`,
      system: `system-${n % COUNTS.system}`,
    },
  };
}

/**
 * 20,000 entities with 60,000 relations among them, and their reverses. As in life, few things have most of the others on
 * top of them.
 */
export function landscape(): Map<string, Entity> {
  const random = chance(42);
  const relations = new Map<string, EntityRelation[]>();
  const entities = new Map<string, Entity>();
  for (const kind of Object.keys(COUNTS) as Kind[]) {
    for (const n of range(COUNTS[kind])) {
      entities.set(ref(kind, n), toEntity(kind, n));
      relations.set(ref(kind, n), []);
    }
  }

  const related = new Set<string>();
  const relate = (from: string, type: string, reverse: string, to: string) => {
    const relation = `${from} ${type} ${to}`;
    if (from !== to && !related.has(relation)) {
      related.add(relation);
      relations.get(from)!.push({ type, targetRef: to });
      relations.get(to)!.push({ type: reverse, targetRef: from });
    }
  };
  /** The larger the power, the more often the first ones. */
  const any = (kind: Kind, power = 1) =>
    ref(kind, Math.floor(COUNTS[kind] * random() ** power));

  for (const n of range(COUNTS.system)) {
    const domain = any('domain');
    relate(ref('system', n), RELATION_PART_OF, RELATION_HAS_PART, domain);
  }
  for (const kind of ['system', 'api', 'resource', 'component'] as const) {
    for (const n of range(COUNTS[kind])) {
      const it = ref(kind, n);
      relate(it, RELATION_OWNED_BY, RELATION_OWNER_OF, any('group'));
      if (kind !== 'system') {
        relate(it, RELATION_PART_OF, RELATION_HAS_PART, any('system'));
      }
      if (kind === 'api') {
        const [type, reverse] = [
          RELATION_PROVIDES_API,
          RELATION_API_PROVIDED_BY,
        ];
        relate(any('component'), type, reverse, it);
      }
    }
  }
  while (related.size < RELATIONS - CONSUMERS) {
    const used = random() < 2 / 3 ? any('resource', 4) : any('component', 2);
    const [type, reverse] = [RELATION_DEPENDS_ON, RELATION_DEPENDENCY_OF];
    relate(any('component'), type, reverse, used);
  }
  while (related.size < RELATIONS) {
    const [type, reverse] = [RELATION_CONSUMES_API, RELATION_API_CONSUMED_BY];
    relate(any('component'), type, reverse, any('api', 3));
  }

  for (const [entityRef, entity] of entities) {
    entity.relations = relations
      .get(entityRef)!
      .sort((a, b) =>
        `${a.type} ${a.targetRef}` < `${b.type} ${b.targetRef}` ? -1 : 1,
      );
  }
  return entities;
}

/** Entities by ref, as the catalog calls them. */
export function byRef(entities: Entity[]): Map<string, Entity> {
  return new Map(entities.map(entity => [stringifyEntityRef(entity), entity]));
}
