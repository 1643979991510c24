import { touches } from './periods';

const business = { days: [1, 2, 3, 4, 5], from: '08:30', to: '18:30' };
const paris = 'Europe/Paris';

describe('a period of the week', () => {
  it.each([
    // Monday 1 June 2026, summer time: UTC+2
    ['2026-06-01T06:29:00Z', '2026-06-01T06:30:00Z', false],
    ['2026-06-01T06:29:00Z', '2026-06-01T06:31:00Z', true],
    ['2026-06-01T06:30:00Z', undefined, true],
    ['2026-06-01T16:29:00Z', undefined, true],
    ['2026-06-01T16:30:00Z', '2026-06-01T20:00:00Z', false],
    // Monday 5 January 2026, winter time: UTC+1
    ['2026-01-05T07:29:00Z', undefined, false],
    ['2026-01-05T07:30:00Z', undefined, true],
    ['2026-01-05T17:30:00Z', undefined, false],
    // From Saturday to Sunday, and from Friday night to Monday morning
    ['2026-06-06T00:00:00Z', '2026-06-07T21:00:00Z', false],
    ['2026-06-05T20:00:00Z', '2026-06-08T06:31:00Z', true],
    // Longer than a week: no week is without a Monday
    ['2026-06-06T00:00:00Z', '2027-06-06T00:00:00Z', true],
  ])('%s to %s', (start, end, expected) => {
    expect(touches(business, start, end, paris)).toBe(expected);
  });

  it('keeps to the clock on the wall on days on which the clocks are changed', () => {
    // On 29 March 2026 the clock goes from 2 to 3, on 25 October from 3 to 2.
    const sundays = { days: [7], from: '08:00', to: '24:00' };
    const isIn = (time: string) => touches(sundays, time, undefined, paris);
    expect(isIn('2026-03-29T05:59:00Z')).toBe(false);
    expect(isIn('2026-03-29T06:00:00Z')).toBe(true);
    expect(isIn('2026-03-29T21:59:00Z')).toBe(true);
    expect(isIn('2026-03-29T22:00:00Z')).toBe(false);
    expect(isIn('2026-10-25T06:59:00Z')).toBe(false);
    expect(isIn('2026-10-25T07:00:00Z')).toBe(true);
    expect(isIn('2026-10-25T22:59:00Z')).toBe(true);
    expect(isIn('2026-10-25T23:00:00Z')).toBe(false);
  });

  it('sees the clock of Morocco, which is set back in Ramadan', () => {
    const zone = 'Africa/Casablanca';
    const isIn = (time: string) => touches(business, time, undefined, zone);
    // Wednesday 25 February 2026 is UTC, 1 April UTC+1.
    expect(isIn('2026-02-25T08:00:00Z')).toBe(false);
    expect(isIn('2026-02-25T08:30:00Z')).toBe(true);
    expect(isIn('2026-04-01T07:30:00Z')).toBe(true);
  });
});
