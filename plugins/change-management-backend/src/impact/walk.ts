import { CatalogNode } from '../catalog/CatalogReader';

/** Reads the entities that exist, by ref. */
export type ReadNodes = (refs: string[]) => Promise<Map<string, CatalogNode>>;

/** A way through the catalog: the refs that it passes, its beginning included, and the relation of each step. */
export interface Way {
  via: string[];
  relations: string[];
}

/** An entity that was reached, and by which way: the first ref is one of those from which the walk began. */
export interface Reached extends Way {
  node: CatalogNode;
}

export interface WalkOptions {
  /** Relations to follow, such as `dependencyOf`. */
  relations: string[];
  /** Steps from the start at most. */
  depth: number;
  /** Entities besides the start at most. */
  entities: number;
}

/** The refs one step on that have not been seen, each with the first way to it. */
function stepOn(
  level: Reached[],
  types: string[],
  seen: Set<string>,
): Map<string, Way> {
  const next = new Map<string, Way>();
  for (const { node, via, relations } of level) {
    for (const type of types) {
      for (const ref of node.relations[type] ?? []) {
        if (!seen.has(ref) && !next.has(ref)) {
          next.set(ref, {
            via: [...via, ref],
            relations: [...relations, type],
          });
        }
      }
    }
  }
  return next;
}

/**
 * Breadth first, level by level, so that each entity is reached by a shortest way and a level costs one read. The order
 * is that of the start and of the relations, which the reader sorts. `cut` names the limit that kept entities out.
 */
export async function walk(
  start: string[],
  read: ReadNodes,
  options: WalkOptions,
): Promise<{ reached: Reached[]; cut?: 'depth' | 'entities' }> {
  const seen = new Set(start);
  const reached: Reached[] = [];
  let level: Reached[] = [...(await read([...seen])).values()].map(node => ({
    node,
    via: [node.entityRef],
    relations: [],
  }));
  for (let distance = 1; level.length; distance++) {
    const next = stepOn(level, options.relations, seen);
    if (next.size === 0) {
      break;
    }
    if (distance > options.depth) {
      return { reached, cut: 'depth' };
    }
    const room = options.entities - reached.length;
    const refs = [...next.keys()].slice(0, room);
    const nodes = await read(refs);
    level = refs.flatMap(ref => {
      seen.add(ref);
      const node = nodes.get(ref);
      // A relation may point at what is not in the catalog: nobody owns it, and nothing is behind it.
      return node ? [{ node, ...next.get(ref)! }] : [];
    });
    reached.push(...level);
    if (refs.length < next.size) {
      return { reached, cut: 'entities' };
    }
  }
  return { reached };
}
