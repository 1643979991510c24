import { hoursAhead, noticeGiven, noticeHoursOf } from './notice';

const policy = { notice: { hours: 24, downtimeHours: 72, clause: '§3.3b' } };
const at = '2026-12-01T12:00:00.000Z';

describe('the notice that a policy asks for', () => {
  it.each([
    ['normal', undefined, 24],
    ['normal', 0, 24],
    ['normal', 1, 72],
    ['standard', 30, 72],
    ['emergency', 30, 0],
  ] as const)(
    'of a %s change with %s minutes of downtime is %s hours',
    (type, expectedDowntimeMinutes, hours) => {
      expect(noticeHoursOf({ type, expectedDowntimeMinutes }, policy)).toBe(
        hours,
      );
    },
  );
});

describe('the notice that was given', () => {
  it('reaches from the telling to the start, to the minute', () => {
    expect(hoursAhead(at, '2026-12-02T11:30:00.000Z')).toBe(23.5);
  });

  it('is none where it was told after the start', () => {
    expect(hoursAhead(at, '2026-12-01T11:00:00.000Z')).toBe(0);
  });

  it('counts from the scheduling, and is unknown before', () => {
    const plannedStart = '2026-12-02T12:00:00.000Z';
    expect(noticeGiven({ plannedStart })).toBeUndefined();
    expect(
      noticeGiven({ plannedStart, schedule: { by: 'user:default/salma', at } }),
    ).toBe(24);
  });
});
