import { CatalogNode } from '../catalog/CatalogReader';

/** Reads the entities that exist, by ref. */
export type ReadNodes = (refs: string[]) => Promise<Map<string, CatalogNode>>;

/** An entity that was reached, and by which way: the first ref is one of those from which the walk began. */
export interface Reached {
  node: CatalogNode;
  via: string[];
}

export interface WalkOptions {
  /** Relations to follow, such as `dependencyOf`. */
  relations: string[];
  /** Steps from the start at most. */
  depth: number;
  /** Entities besides the start at most. */
  entities: number;
}

function neighbours(node: CatalogNode, relations: string[]): string[] {
  return relations.flatMap(type => node.relations[type] ?? []);
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
  }));
  for (let distance = 1; level.length; distance++) {
    const next = new Map<string, string[]>();
    for (const { node, via } of level) {
      for (const ref of neighbours(node, options.relations)) {
        if (!seen.has(ref) && !next.has(ref)) {
          next.set(ref, [...via, ref]);
        }
      }
    }
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
      return node ? [{ node, via: next.get(ref)! }] : [];
    });
    reached.push(...level);
    if (refs.length < next.size) {
      return { reached, cut: 'entities' };
    }
  }
  return { reached };
}
