import fc from 'fast-check';
import { leadMinutesOf, restoreMinutesOf, spreadOf } from './durations';

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
const act = (minutes: number) => ({ by: 'user:default/a', at: at(minutes) });

describe('durations', () => {
  it('run from the request to the completion', () => {
    expect(leadMinutesOf({ createdAt: at(0) })).toBeUndefined();
    const completion = { ...act(90.2), outcome: 'successful', result: '' };
    expect(leadMinutesOf({ createdAt: at(0), completion } as any)).toBe(91);
  });

  it('of restoring run from where the rollback began, as far as that is known', () => {
    const rollback = { ...act(100), reason: 'x' };
    const parts = { actualStart: at(10), rollback };
    const completion = {
      ...act(40),
      outcome: 'successful' as const,
      result: '',
    };
    const rollbackRun = { ...act(95), reason: 'x', steps: [] };
    expect(restoreMinutesOf({ actualStart: at(10) })).toBeUndefined();
    expect(restoreMinutesOf(parts)).toBe(90);
    expect(restoreMinutesOf({ ...parts, completion })).toBe(60);
    expect(restoreMinutesOf({ ...parts, completion, rollbackRun })).toBe(5);
  });

  it('are spread by the nearest rank', () => {
    expect(spreadOf(new Map())).toBeUndefined();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }),
        values => {
          const occurrences = new Map<number, number>();
          for (const value of values) {
            occurrences.set(value, (occurrences.get(value) ?? 0) + 1);
          }
          const sorted = [...values].sort((a, b) => a - b);
          const rank = (share: number) =>
            sorted[Math.ceil(share * sorted.length) - 1];
          expect(spreadOf(occurrences)).toEqual({
            median: rank(0.5),
            p90: rank(0.9),
          });
        },
      ),
    );
  });
});
