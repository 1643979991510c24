import fc from 'fast-check';
import { overallRate, priorStrength, smoothedRate, Tally } from './smoothing';

const tally: fc.Arbitrary<Tally> = fc
  .tuple(
    fc.integer({ min: 1, max: 500 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([changes, share]) => ({
    changes,
    failures: Math.round(changes * share * 2) / 2,
  }));
const rate = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const strength = fc.double({ min: 2, max: 1000, noNaN: true });

describe('a smoothed rate', () => {
  it('lies within 0 and 1, between the rate of the group and the overall one', () => {
    fc.assert(
      fc.property(tally, rate, strength, (group, overall, worth) => {
        const smoothed = smoothedRate(group, overall, worth);
        const own = group.failures / group.changes;
        expect(smoothed).toBeGreaterThan(0);
        expect(smoothed).toBeLessThan(1);
        expect(smoothed).toBeGreaterThanOrEqual(Math.min(own, overall) - 1e-12);
        expect(smoothed).toBeLessThanOrEqual(Math.max(own, overall) + 1e-12);
      }),
    );
  });

  it('never falls with another failure', () => {
    fc.assert(
      fc.property(tally, rate, strength, (group, overall, worth) => {
        const worse = {
          changes: group.changes + 1,
          failures: group.failures + 1,
        };
        expect(smoothedRate(worse, overall, worth)).toBeGreaterThan(
          smoothedRate(group, overall, worth),
        );
      }),
    );
  });

  it('has a prior that is neither nothing nor everything, whatever the groups', () => {
    fc.assert(
      fc.property(fc.array(tally, { minLength: 1, maxLength: 30 }), groups => {
        const total = groups.reduce(
          (sum, { changes, failures }) => ({
            changes: sum.changes + changes,
            failures: sum.failures + failures,
          }),
          { changes: 0, failures: 0 },
        );
        const worth = priorStrength(groups, overallRate(total));
        expect(worth).toBeGreaterThanOrEqual(2);
        expect(worth).toBeLessThanOrEqual(1000);
      }),
    );
  });

  it('believes groups the more, the more they differ', () => {
    const alike = [10, 11, 9, 10].map(failures => ({ changes: 100, failures }));
    const unlike = [1, 30, 2, 7].map(failures => ({ changes: 100, failures }));
    expect(priorStrength(alike, 0.1)).toBe(1000);
    expect(priorStrength(unlike, 0.1)).toBeLessThan(20);
  });
});
