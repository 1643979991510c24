import { RELATION_PART_OF } from '@backstage/catalog-model';
import { ReadNodes } from './walk';

/** What entities are part of, step by step, until there is nothing above; a cycle ends where it began. */
export async function readUpwards(
  refs: string[],
  read: ReadNodes,
): Promise<Map<string, string[]>> {
  const parents = new Map<string, string[]>();
  let level = [...new Set(refs)];
  while (level.length) {
    const nodes = await read(level);
    for (const ref of level) {
      parents.set(ref, nodes.get(ref)?.relations[RELATION_PART_OF] ?? []);
    }
    level = [...new Set(level.flatMap(ref => parents.get(ref)!))].filter(
      ref => !parents.has(ref),
    );
  }
  return parents;
}

function isWhole(ref: string): boolean {
  return ref.startsWith('system:') || ref.startsWith('domain:');
}

/** The systems and domains that an entity belongs to, in alphabetical order. */
export function above(ref: string, parents: Map<string, string[]>): string[] {
  const seen = new Set([ref]);
  for (const each of seen) {
    parents.get(each)?.forEach(parent => seen.add(parent));
  }
  return [...seen].filter(isWhole).sort();
}
