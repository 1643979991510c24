import fc from 'fast-check';
import { changeCategories, closeCodes } from '../../contract/words';
import { ClosedChange } from '../features';

const hour = 60 * 60 * 1000;
const start = Date.parse('2026-01-05T00:00:00.000Z');

export const timeZone = 'Africa/Casablanca';

/** Histories of a small organisation, in no order, each change with an id of its own. */
export const histories: fc.Arbitrary<ClosedChange[]> = fc
  .array(
    fc.record({
      entityRefs: fc.uniqueArray(
        fc.constantFrom('a', 'b', 'c', 'd').map(n => `component:default/${n}`),
        { minLength: 1 },
      ),
      owners: fc.subarray(['group:default/x', 'group:default/y']),
      category: fc.option(fc.constantFrom(...changeCategories.slice(0, 3)), {
        nil: undefined,
      }),
      plannedStart: fc.option(
        fc.nat(1000).map(n => new Date(start + n * hour).toISOString()),
        { nil: undefined },
      ),
      closedAt: fc.nat(1000).map(n => new Date(start + n * hour).toISOString()),
      closeCode: fc.constantFrom(...closeCodes),
    }),
    { maxLength: 60 },
  )
  .map(changes =>
    changes.map((change, index) => ({ ...change, id: `CHG-${1001 + index}` })),
  );

/** A sequence of numbers between 0 and 1 that is the same every time (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A history in which each entity fails at a rate of its own, one change an hour. */
export function historyWith(
  rates: Record<string, number>,
  changes: number,
  random: () => number,
): ClosedChange[] {
  const names = Object.keys(rates);
  return Array.from({ length: changes }, (_, index) => {
    const name = names[Math.floor(random() * names.length)];
    const time = new Date(start + index * hour).toISOString();
    return {
      id: `CHG-${1001 + index}`,
      entityRefs: [`component:default/${name}`],
      owners: ['group:default/x'],
      category: 'application' as const,
      plannedStart: time,
      closedAt: time,
      closeCode: random() < rates[name] ? 'rolled-back' : 'successful',
    };
  });
}
