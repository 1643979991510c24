import fc from 'fast-check';
import { monthly, monthOf, splitMonths, startOf } from './months';

const times = fc
  .integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) })
  .map(time => new Date(time).toISOString());

describe('whole months', () => {
  it('and the rest are the time that was asked for, without gap or overlap', () => {
    fc.assert(
      fc.property(
        times,
        fc.option(times, { nil: undefined }),
        times,
        (from, to, now) => {
          fc.pre(to === undefined || from < to);
          const { months, rest } = splitMonths({ from, to }, now);
          const probe = (at: string) =>
            months.filter(month => at.startsWith(month)).length +
            rest.filter(
              span =>
                at >= span.from! && (span.to === undefined || at < span.to),
            ).length;
          for (const at of [from, now, ...months.map(startOf)]) {
            const isIn = at >= from && (to === undefined || at < to);
            expect(probe(at)).toBe(isIn ? 1 : 0);
          }
          for (const month of months) {
            expect(startOf(month) < now).toBe(true);
          }
        },
      ),
    );
  });

  it('cut a time into pieces that lie in one month each, up to the present one', () => {
    fc.assert(
      fc.property(
        fc.option(times, { nil: undefined }),
        fc.option(times, { nil: undefined }),
        times,
        (from, to, now) => {
          fc.pre(from === undefined || to === undefined || from < to);
          const pieces = monthly({ from, to }, now);
          expect([pieces[0].from, pieces[pieces.length - 1].to]).toEqual([
            from,
            to,
          ]);
          pieces.slice(1).forEach((piece, index) => {
            expect(piece.from).toBe(pieces[index].to);
            expect(monthOf(pieces[index])).toBeDefined();
          });
        },
      ),
    );
  });

  it('are those that have been over for a day', () => {
    const from = '2026-01-15T00:00:00.000Z';
    expect(splitMonths({ from }, '2026-04-01T12:00:00.000Z')).toEqual({
      months: ['2026-02'],
      rest: [
        { from, to: startOf('2026-02') },
        { from: startOf('2026-03'), to: undefined },
      ],
    });
    expect(splitMonths({ from }, '2026-04-02T00:00:00.000Z').months).toEqual([
      '2026-02',
      '2026-03',
    ]);
  });
});
