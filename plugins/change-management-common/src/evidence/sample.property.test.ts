import fc from 'fast-check';
import { drawSample } from './sample';

const population = fc.uniqueArray(fc.integer(), { maxLength: 200 });
const size = fc.nat({ max: 50 });
const seed = fc.string();

describe('a sample', () => {
  it('is of the population, as large as it was asked for, without repetition, and the same again', () => {
    fc.assert(
      fc.property(population, size, seed, (items, asked, text) => {
        const sample = drawSample(items, asked, text);
        expect(sample).toHaveLength(Math.min(asked, items.length));
        expect(items.filter(item => sample.includes(item))).toEqual(sample);
        expect(drawSample(items, asked, text)).toEqual(sample);
      }),
    );
  });

  it('gives every item the same chance', () => {
    const items = [...Array(20).keys()];
    const drawn = new Map<number, number>();
    const rounds = 4_000;
    for (let round = 0; round < rounds; round++) {
      for (const item of drawSample(items, 5, `round ${round}`)) {
        drawn.set(item, (drawn.get(item) ?? 0) + 1);
      }
    }
    // A quarter of the rounds, within five standard deviations.
    for (const item of items) {
      expect(Math.abs(drawn.get(item)! - rounds / 4)).toBeLessThan(140);
    }
  });

  it('never changes what an auditor has drawn before', () => {
    const changes = [...Array(100).keys()].map(n => `CHG-${n + 1}`);
    expect(drawSample(changes, 5, '2026-11')).toEqual([
      'CHG-23',
      'CHG-26',
      'CHG-47',
      'CHG-74',
      'CHG-78',
    ]);
  });
});
