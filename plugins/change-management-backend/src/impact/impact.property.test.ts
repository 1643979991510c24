import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { entity, readerOf } from '../catalog/__testUtils__/catalog';
import { CachedEntityCatalog, ENTITY_KEPT_FOR } from './CachedEntityCatalog';
import { ImpactLimits } from './limits';

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

const edgesOf = (size: number) =>
  fc.array(
    fc.tuple(fc.nat(size - 1), fc.constantFrom(...types), fc.nat(size - 1)),
    { maxLength: 48 },
  );

const graphs: fc.Arbitrary<Graph> = fc
  .integer({ min: 1, max: 24 })
  .chain(size =>
    fc.record({
      size: fc.constant(size),
      edges: edgesOf(size),
      start: fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 3 }),
    }),
  );

/** More entities than any of these graphs has. */
const wide = { maxDepth: 5, maxEntities: 100 };
const depths = fc.integer({ min: 1, max: 8 });

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

/** How far each entity is from the nearest one of those that change. */
function distancesFromStart(graph: Graph): number[] {
  const d = distances(graph);
  return d.map((_, i) => Math.min(...graph.start.map(from => d[from][i])));
}

function entitiesOf({ size, edges }: Graph): Entity[] {
  return Array.from({ length: size }, (_, i) =>
    entity(
      refOf(i),
      edges
        .filter(([from]) => from === i)
        .map(([, type, to]) => `${type} ${refOf(to)}`),
    ),
  );
}

function catalogOf(graph: Graph, limits: ImpactLimits = wide) {
  let now = 0;
  const { reader, calls, become } = readerOf(entitiesOf(graph));
  return {
    catalog: new CachedEntityCatalog({ reader, limits, now: () => now }),
    calls,
    /** Other entities, and so much later that they are read. */
    become(other: Graph) {
      become(entitiesOf(other));
      now += ENTITY_KEPT_FOR;
    },
  };
}

async function impactOf(graph: Graph, limits?: ImpactLimits) {
  const { catalog, calls } = catalogOf(graph, limits);
  return { impact: await catalog.getImpact(graph.start.map(refOf)), calls };
}

describe('impact', () => {
  it('reaches exactly what a shortest way of at most the depth leads to, on any graph', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, depths, async (graph, maxDepth) => {
        const nearest = distancesFromStart(graph);
        const expected = nearest.flatMap((distance, i) =>
          distance >= 1 && distance <= maxDepth
            ? [`${refOf(i)} at ${distance}`]
            : [],
        );

        const limits = { ...wide, maxDepth };
        const { impact, calls } = await impactOf(graph, limits);

        expect(
          impact.indirect.map(e => `${e.entityRef} at ${e.distance}`).sort(),
        ).toEqual(expected.sort());
        expect(impact.truncated).toBe(
          nearest.some(distance => distance > maxDepth && distance < Infinity),
        );
        expect(calls.length).toBeLessThanOrEqual(maxDepth + 1);
      }),
      { numRuns: 300 },
    );
  });

  it('shows the nearest where there are more than its number of entities', async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs,
        fc.integer({ min: 1, max: 12 }),
        async (graph, maxEntities) => {
          const limits = { maxDepth: 24, maxEntities };
          const { impact } = await impactOf(graph, limits);

          const all = distancesFromStart(graph)
            .filter(distance => distance >= 1 && distance < Infinity)
            .sort((a, b) => a - b);
          expect(impact.indirect.map(e => e.distance)).toEqual(
            all.slice(0, maxEntities),
          );
          expect(impact.truncated).toBe(all.length > maxEntities);
        },
      ),
    );
  });

  it('explains each entity by a way that exists, step by step', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async graph => {
        const steps = new Set(
          graph.edges
            .filter(([, type]) => followed.includes(type))
            .map(([from, type, to]) => `${refOf(from)} ${type} ${refOf(to)}`),
        );
        const { impact } = await impactOf(graph);
        for (const { entityRef, distance, via, relations } of impact.indirect) {
          expect(graph.start.map(refOf)).toContain(via[0]);
          expect(via.at(-1)).toBe(entityRef);
          expect(via).toHaveLength(distance + 1);
          expect(relations).toHaveLength(distance);
          relations.forEach((type, i) =>
            expect(steps).toContain(`${via[i]} ${type} ${via[i + 1]}`),
          );
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

  it('that is known is the one that would be found anew, whatever has changed meanwhile', async () => {
    const graphThenEdges = graphs.chain(graph =>
      fc.tuple(
        fc.constant(graph),
        // What is taken away, and what comes in its place.
        fc.subarray(graph.edges),
        fc.oneof(fc.constant([]), edgesOf(graph.size)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(graphThenEdges, async ([graph, kept, added]) => {
        const { catalog, calls, become } = catalogOf(graph);
        const ask = () => catalog.getImpact(graph.start.map(refOf));
        const before = await ask();
        const asked = calls.length;
        expect(await ask()).toBe(before);
        expect(calls).toHaveLength(asked);

        const other = { ...graph, edges: [...kept, ...added] };
        become(other);
        const after = await ask();
        expect(after).toEqual((await impactOf(other)).impact);

        become(other);
        const last = calls.length;
        expect(await ask()).toBe(after);
        expect(calls).toHaveLength(last + 1);
      }),
      { numRuns: 200 },
    );
  });
});
