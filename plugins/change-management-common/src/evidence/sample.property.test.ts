import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drawSample, SampleDraw } from './sample';

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

  it('is those with the lowest SHA-256, as anybody can compute it', () => {
    const ids = [...Array(200).keys()].map(n => `CHG-${n}`);
    const ticketOf = (id: string) =>
      createHash('sha256').update(`2026-Q3:${id}`).digest('hex');
    const lowest = [...ids]
      .sort((a, b) => ticketOf(a).localeCompare(ticketOf(b)))
      .slice(0, 25);
    const draw = new SampleDraw({ seed: '2026-Q3', size: 25 });
    ids.forEach(id => draw.add(id));
    expect(draw.drawn.map(({ id }) => id)).toEqual(lowest);
    expect(drawSample(ids, 25, '2026-Q3')).toEqual(
      ids.filter(id => lowest.includes(id)),
    );
  });

  it('does not depend on the order of the population, and keeps what it had when that grows', () => {
    fc.assert(
      fc.property(population, size, seed, (items, asked, text) => {
        const sample = drawSample(items, asked, text);
        const reversed = drawSample([...items].reverse(), asked, text);
        expect(reversed.reverse()).toEqual(sample);
        const before = items.slice(0, items.length / 2);
        const kept = sample.filter(item => before.includes(item));
        expect(drawSample(before, asked, text)).toEqual(
          expect.arrayContaining(kept),
        );
      }),
    );
  });

  it('never changes what an auditor has drawn before', () => {
    const changes = [...Array(100).keys()].map(n => `CHG-${n + 1}`);
    expect(drawSample(changes, 5, '2026-11')).toEqual([
      'CHG-9',
      'CHG-12',
      'CHG-14',
      'CHG-52',
      'CHG-100',
    ]);
  });
});
