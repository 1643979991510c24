import {
  findRecurrenceProblem,
  occurrencesBetween,
  recurrenceInWords,
} from './recurrence';

function starts(
  timeZone: string,
  start: string,
  rrule: string,
  [from, to]: [string, string],
): string[] {
  const window = { timeZone, start, rrule, durationMinutes: 60 };
  return occurrencesBetween(window, {
    start: Date.parse(from),
    end: Date.parse(to),
  }).map(({ start: begin }) => new Date(begin).toISOString().slice(0, 16));
}

const weekly = 'FREQ=WEEKLY;BYDAY=SU';

describe('a recurring window', () => {
  // Instants as Python's zoneinfo (tz database 2025b) gives them.
  it.each([
    [
      'Europe/Paris',
      '2026-03-01T01:30:00Z',
      // The clock goes forward on 29 March at 02:00: 02:30 does not exist, and is 03:30 of the new time.
      [
        ['2026-03-22', '2026-03-22T01:30'],
        ['2026-03-29', '2026-03-29T01:30'],
        ['2026-04-05', '2026-04-05T00:30'],
        // It goes back on 25 October at 03:00: 02:30 comes twice, and is the first.
        ['2026-10-18', '2026-10-18T00:30'],
        ['2026-10-25', '2026-10-25T00:30'],
        ['2026-11-01', '2026-11-01T01:30'],
        ['2027-03-28', '2027-03-28T01:30'],
        ['2027-10-31', '2027-10-31T00:30'],
      ],
    ],
    [
      'Africa/Casablanca',
      '2024-02-04T01:30:00Z',
      // UTC+1, but UTC+0 around Ramadan: it goes back on the first of each pair of days, and forward on the second.
      [
        ['2024-03-03', '2024-03-03T01:30'],
        ['2024-03-10', '2024-03-10T01:30'],
        ['2024-03-17', '2024-03-17T02:30'],
        ['2024-04-07', '2024-04-07T02:30'],
        ['2024-04-14', '2024-04-14T02:30'],
        ['2024-04-21', '2024-04-21T01:30'],
        ['2025-02-23', '2025-02-23T01:30'],
        ['2025-03-02', '2025-03-02T02:30'],
        ['2025-04-06', '2025-04-06T02:30'],
        ['2025-04-13', '2025-04-13T01:30'],
        ['2026-02-15', '2026-02-15T01:30'],
        ['2026-02-22', '2026-02-22T02:30'],
        ['2026-03-22', '2026-03-22T02:30'],
      ],
    ],
  ])('keeps the time of day of %s', (timeZone, start, expected) => {
    const years = timeZone === 'Europe/Paris' ? [2026, 2028] : [2024, 2026];
    const found = starts(timeZone, start, weekly, [
      `${years[0]}-01-01T00:00Z`,
      `${years[1]}-03-31T00:00Z`,
    ]);
    for (const [day, time] of expected) {
      expect(found.filter(each => each.startsWith(day))).toEqual([time]);
    }
    // Every week, none twice and none left out.
    const [first, last] = [found[0], found[found.length - 1]].map(time =>
      Date.parse(`${time}Z`),
    );
    expect(found).toHaveLength(
      Math.round((last - first) / (7 * 86_400_000)) + 1,
    );
    expect(found.length).toBeGreaterThan(104);
  });

  it('is found by any part of it, and not by what only follows on it', () => {
    const window = {
      timeZone: 'UTC',
      start: '2026-12-05T22:00:00Z',
      rrule: 'FREQ=WEEKLY;BYDAY=SA',
      durationMinutes: 240,
    };
    const at = (from: string, to: string) =>
      occurrencesBetween(window, {
        start: Date.parse(from),
        end: Date.parse(to),
      }).length;
    expect(at('2026-12-13T01:59Z', '2026-12-13T03:00Z')).toBe(1);
    expect(at('2026-12-13T02:00Z', '2026-12-13T03:00Z')).toBe(0);
    expect(at('2026-12-12T20:00Z', '2026-12-12T22:00Z')).toBe(0);
    expect(at('2026-11-28T22:00Z', '2026-11-28T23:00Z')).toBe(0);
  });

  it('ends with its count or at its last day, by its own clock', () => {
    const span: [string, string] = ['2026-01-01T00:00Z', '2028-01-01T00:00Z'];
    const start = '2026-12-05T23:30:00Z';
    expect(
      starts('Europe/Paris', start, 'FREQ=DAILY;COUNT=3', span),
    ).toHaveLength(3);
    expect(
      starts('Europe/Paris', start, 'FREQ=DAILY;UNTIL=20261207T233000Z', span),
    ).toEqual(['2026-12-05T23:30', '2026-12-06T23:30', '2026-12-07T23:30']);
  });

  it('comes round in decades to come without being counted up to', () => {
    expect(
      starts('UTC', '2026-12-05T22:00:00Z', 'FREQ=DAILY', [
        '2090-01-01T00:00Z',
        '2090-01-03T00:00Z',
      ]),
    ).toEqual(['2090-01-01T22:00', '2090-01-02T22:00']);
  });

  it('is said in words', () => {
    expect(
      recurrenceInWords({
        timeZone: 'UTC',
        start: '2026-12-05T22:00:00Z',
        rrule: 'FREQ=WEEKLY;BYDAY=SA',
        durationMinutes: 60,
      }),
    ).toMatch(/every week on Saturday/);
  });
});

describe('a rule', () => {
  it.each([
    ['FREQ=HOURLY', /FREQ=DAILY/],
    ['BYDAY=SA', /FREQ=DAILY/],
    ['FREQ=DAILY;BYHOUR=3', /BYHOUR/],
    ['FREQ=WEEKLY;BYDAY=XX', /BYDAY/],
    ['FREQ=WEEKLY;INTERVAL=0;BYDAY=SA', /RFC 5545/],
    ['FREQ=DAILY;UNTIL=tomorrow', /RFC 5545/],
  ])('%s is refused', (rule, why) => {
    expect(findRecurrenceProblem(rule)).toMatch(why);
  });

  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA',
    'FREQ=MONTHLY;BYDAY=-1SU',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=MONTHLY;BYDAY=1SU;UNTIL=20271231T235959Z',
  ])('%s is taken', rule => {
    expect(findRecurrenceProblem(rule)).toBeUndefined();
  });
});
