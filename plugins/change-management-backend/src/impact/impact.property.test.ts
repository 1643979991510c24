import fc from 'fast-check';
import { entity, readerOf } from '../catalog/__testUtils__/catalog';
import {
  CachedEntityCatalog,
  IMPACT_DEPTH,
  IMPACT_ENTITIES,
} from './CachedEntityCatalog';

const types = [
  'dependencyOf',
  'providesApi',
  'apiConsumedBy',
  'hasPart',
  'dependsOn',
  'ownedBy',
];
const followed = types.slice(0, 4);

interface Graph {
  size: number;
  edges: [number, string, number][];
  start: number[];
}

const refOf = (i: number) => `component:default/c${i}`;

const graphs: fc.Arbitrary<Graph> = fc
  .integer({ min: 1, max: 24 })
  .chain(size => {
    const node = fc.nat(size - 1);
    return fc.record({
      size: fc.constant(size),
      edges: fc.array(fc.tuple(node, fc.constantFrom(...types), node), {
        maxLength: 48,
      }),
      start: fc.uniqueArray(node, { minLength: 1, maxLength: 3 }),
    });
  });

/** Floyd–Warshall: every shortest distance, by a way of thinking that has nothing in common with a walk. */
function distances({ size, edges }: Graph): number[][] {
  const d = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? 0 : Infinity)),
  );
  for (const [from, type, to] of edges) {
    if (followed.includes(type)) {
      d[from][to] = Math.min(d[from][to], 1);
    }
  }
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        d[i][j] = Math.min(d[i][j], d[i][k] + d[k][j]);
      }
    }
  }
  return d;
}

async function impactOf({ size, edges, start }: Graph) {
  const { reader, calls } = readerOf(
    Array.from({ length: size }, (_, i) =>
      entity(
        refOf(i),
        edges
          .filter(([from]) => from === i)
          .map(([, type, to]) => `${type} ${refOf(to)}`),
      ),
    ),
  );
  const catalog = new CachedEntityCatalog({ reader });
  return { impact: await catalog.getImpact(start.map(refOf)), calls };
}

describe('impact', () => {
  it('reaches exactly what a shortest way of at most the depth leads to, on any graph', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async graph => {
        const d = distances(graph);
        const nearest = (i: number) =>
          Math.min(...graph.start.map(from => d[from][i]));
        const all = Array.from({ length: graph.size }, (_, i) => i);
        const expected = all
          .filter(i => nearest(i) >= 1 && nearest(i) <= IMPACT_DEPTH)
          .map(i => `${refOf(i)} at ${nearest(i)}`);

        const { impact, calls } = await impactOf(graph);

        expect(
          impact.indirect.map(e => `${e.entityRef} at ${e.distance}`).sort(),
        ).toEqual(expected.sort());
        expect(impact.truncated).toBe(
          all.some(i => nearest(i) > IMPACT_DEPTH && nearest(i) < Infinity),
        );
        expect(impact.indirect.length).toBeLessThanOrEqual(IMPACT_ENTITIES);
        expect(calls.length).toBeLessThanOrEqual(IMPACT_DEPTH + 1);
      }),
      { numRuns: 300 },
    );
  });

  it('explains each entity by a way that exists', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async graph => {
        const steps = new Set(
          graph.edges
            .filter(([, type]) => followed.includes(type))
            .map(([from, , to]) => `${refOf(from)} ${refOf(to)}`),
        );
        const { impact } = await impactOf(graph);
        for (const { entityRef, distance, via } of impact.indirect) {
          expect(graph.start.map(refOf)).toContain(via[0]);
          expect(via.at(-1)).toBe(entityRef);
          expect(via).toHaveLength(distance + 1);
          for (let i = 1; i < via.length; i++) {
            expect(steps).toContain(`${via[i - 1]} ${via[i]}`);
          }
        }
      }),
    );
  });

  it('does not depend on the order in which relations are listed', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async graph => {
        const { impact } = await impactOf(graph);
        const turned = await impactOf({
          ...graph,
          edges: [...graph.edges].reverse(),
        });
        expect(turned.impact).toEqual(impact);
      }),
    );
  });
});
