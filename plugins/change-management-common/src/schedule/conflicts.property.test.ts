import fc from 'fast-check';
import { findAllConflicts, findConflicts } from './conflicts';
import { hour, ref, slot, window } from './__testUtils__/slots';
import { Reached, Slot } from './types';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Who is touched when somebody changes, cycles included. */
const graphs = fc.array(
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)),
  { maxLength: 12 },
);

/** A plan: entities, hours, and whether it has begun. */
const plans = fc.array(
  fc.record({
    touched: fc.uniqueArray(fc.constantFrom(...names), {
      minLength: 1,
      maxLength: 2,
    }),
    from: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 1, max: 6 }),
    running: fc.boolean(),
    person: fc.constantFrom(
      'user:default/x',
      'user:default/y',
      'group:default/z',
    ),
  }),
  { minLength: 1, maxLength: 7 },
);

/** Daily windows and freezes, so that they recur within the time of the plans. */
const windowsOf = fc.array(
  fc.record({
    kind: fc.constantFrom('maintenance' as const, 'freeze' as const),
    from: fc.integer({ min: -24, max: 24 }),
    length: fc.integer({ min: 1, max: 20 }),
    daily: fc.boolean(),
    name: fc.constantFrom(...names),
  }),
  { maxLength: 4 },
);

type Edges = [string, string][];

/** Every entity that is reached, by trying every way of growing length. */
function reachOf(touched: string[], edges: Edges): Reached[] {
  const found = new Map<string, string[]>();
  let ways = touched.map(name => [name]);
  while (ways.length) {
    ways = ways.flatMap(way =>
      edges
        .filter(([from]) => from === way[way.length - 1])
        .map(([, to]) => [...way, to]),
    );
    ways = ways.filter(way => {
      const end = way[way.length - 1];
      const isNew = !touched.includes(end) && !found.has(end);
      if (isNew) {
        found.set(end, way);
      }
      return isNew;
    });
  }
  return [...found].map(([name, way]) => ({
    entityRef: ref(name),
    via: way.map(ref),
  }));
}

const now = 12;

/** Whether two plans are on at the same minute; hours are whole, so half past tells. */
function meet(a: Slot, b: Slot): boolean {
  const holds = ({ start, end, running }: Slot, at: string) =>
    start <= at && (at < end || (running && at < hour(now)));
  return Array.from({ length: 80 }, (_, i) => hour(i / 2 + 0.25)).some(
    at => holds(a, at) && holds(b, at),
  );
}

function related(a: Slot, b: Slot, edges: Edges): boolean {
  const refs = ({ entities }: Slot) => entities.map(e => e.entityRef);
  const touches = (one: Slot, other: Slot) =>
    [
      ...refs(one),
      ...reachOf(
        refs(one).map(entityRef => entityRef.split('/')[1]),
        edges,
      ).map(({ entityRef }) => entityRef),
    ].some(entityRef => refs(other).includes(entityRef));
  return touches(a, b) || touches(b, a);
}

it('finds every collision that trying every minute and every way finds, and no other', () => {
  fc.assert(
    fc.property(graphs, plans, windowsOf, (edges, planned, given) => {
      const slots = planned.map(
        ({ touched, from, length, running, person }, n) =>
          slot(`CHG-${n}`, [from, from + length], touched, {
            running: running && from <= now,
            implementer: person,
            reach: reachOf(touched, edges),
          }),
      );
      const windows = given.map(({ kind, from, length, daily, name }, n) =>
        window(`WIN-${n}`, kind, [from, from + length], {
          scope: { entityRef: ref(name) },
          ...(daily && { rrule: 'FREQ=DAILY' }),
        }),
      );
      const found = findAllConflicts(slots, windows, hour(now));
      for (const one of slots) {
        const own = found.get(one.changeId)!;
        expect(own).toEqual(findConflicts(one, slots, windows, hour(now)));

        const others = slots.filter(other => other !== one && meet(one, other));
        expect(
          own
            .filter(c => c.kind === 'overlap')
            .map(c => c.changeId)
            .sort(),
        ).toEqual(
          others
            .filter(other => related(one, other, edges))
            .map(({ changeId }) => changeId)
            .sort(),
        );
        for (const { via } of own.filter(c => c.kind === 'overlap')) {
          via!
            .slice(1)
            .forEach((to, i) =>
              expect(edges.map(e => e.map(ref).join())).toContain(
                [via![i], to].join(),
              ),
            );
        }
        expect(
          own
            .filter(c => c.kind === 'same-implementer')
            .map(c => c.changeId)
            .sort(),
        ).toEqual(
          others
            .filter(
              other =>
                other.implementer === one.implementer &&
                one.implementer.startsWith('user:'),
            )
            .map(({ changeId }) => changeId)
            .sort(),
        );

        // Half hours of the plan at which each kind of window is open on an entity.
        const times = Array.from(
          { length: (Date.parse(one.end) - Date.parse(one.start)) / 1_800_000 },
          (_, i) => Date.parse(one.start) + i * 1_800_000 + 900_000,
        );
        const open = (n: number, at: number) => {
          const { from, length, daily } = given[n];
          const since = (at - Date.parse(hour(from))) / 3_600_000;
          const times24 = daily ? Math.floor(since / 24) : 0;
          return (
            since >= 0 &&
            [times24, times24 - 1].some(
              t => t >= 0 && since - t * 24 >= 0 && since - t * 24 < length,
            )
          );
        };
        const about = (kind: string, entityRef: string) =>
          windows.flatMap((w, n) =>
            w.kind === kind &&
            (w.scope as { entityRef: string }).entityRef === entityRef
              ? [n]
              : [],
          );
        const refs = one.entities.map(e => e.entityRef);
        expect(
          own
            .filter(c => c.kind === 'in-freeze')
            .map(c => c.windowId)
            .sort(),
        ).toEqual(
          refs
            .flatMap(entityRef => about('freeze', entityRef))
            .filter(n => times.some(at => open(n, at)))
            .map(n => `WIN-${n}`)
            .sort(),
        );
        for (const entityRef of refs) {
          const binding = about('maintenance', entityRef);
          const inside = times.filter(at => binding.some(n => open(n, at)));
          const expected =
            binding.length === 0 || inside.length === times.length
              ? []
              : [inside.length ? 'exceeds-window' : 'misses-window'];
          expect(
            own
              .filter(
                c => c.kind.endsWith('-window') && c.entityRef === entityRef,
              )
              .map(c => c.kind),
          ).toEqual(expected);
        }
      }
    }),
    { numRuns: 300 },
  );
});
