import { fromRule, noRepeat, toRule } from './repeat';
import { fromScope, toScope } from './scope';
import { checkWindow, emptyWindow, toWindowForm } from './windowValues';

describe('how a window recurs', () => {
  it.each([
    '',
    'FREQ=DAILY',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;BYDAY=MO,SA',
    'FREQ=MONTHLY;BYMONTHDAY=15',
    'FREQ=MONTHLY;BYDAY=-1SA',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA',
    'FREQ=YEARLY',
  ])('is the same after it was looked at in the form: %s', rrule => {
    expect(toRule(fromRule(rrule))).toBe(rrule);
  });

  it('is one of the simple choices where it can be', () => {
    expect(fromRule('FREQ=WEEKLY;BYDAY=MO,SA')).toMatchObject({
      kind: 'weekly',
      days: ['MO', 'SA'],
    });
    expect(fromRule('FREQ=MONTHLY;BYDAY=-1SA')).toMatchObject({
      kind: 'monthlyWeekday',
      nth: '-1',
      weekday: 'SA',
    });
    expect(fromRule('FREQ=DAILY;COUNT=3').kind).toBe('rule');
  });
});

describe('for what a window is', () => {
  it.each([
    [{}, 'everything'],
    [{ entityRef: { $in: ['component:default/orders'] } }, 'entities'],
    [{ memberOf: { $contains: 'system:default/shop' } }, 'memberOf'],
    [
      {
        $any: [
          { owners: { $contains: 'group:default/a' } },
          { owners: { $contains: 'group:default/b' } },
        ],
      },
      'owners',
    ],
    [{ kind: { $in: ['api', 'resource'] } }, 'kinds'],
    [{ tags: { $contains: 'pci' } }, 'tags'],
    [{ $not: { kind: 'api' } }, 'json'],
    [
      {
        $any: [
          { owners: { $contains: 'group:default/a' } },
          { tags: { $contains: 'pci' } },
        ],
      },
      'json',
    ],
    [{ kind: 'api', type: 'openapi' }, 'json'],
  ])('is the same after it was looked at in the form: %j', (scope, kind) => {
    const values = fromScope(scope);
    expect(values.kind).toBe(kind);
    expect(toScope(values)).toEqual(scope);
  });
});

describe('the times of a window', () => {
  const values = {
    ...emptyWindow(),
    title: 'Saturday nights',
    reason: 'Quiet',
    timeZone: 'Europe/Paris',
    start: '2026-12-05 02:30',
    end: '2026-12-05 06:00',
  };

  it('are those of the clock in its zone', () => {
    expect(
      toWindowForm({
        ...values,
        repeat: { ...noRepeat, kind: 'weekly', days: ['SA'] },
      }),
    ).toMatchObject({
      start: '2026-12-05T01:30:00.000Z',
      durationMinutes: 210,
      rrule: 'FREQ=WEEKLY;BYDAY=SA',
      timeZone: 'Europe/Paris',
    });
  });

  it('are not accepted backwards', () => {
    const found = checkWindow(
      { ...values, end: '2026-12-05 02:30' },
      problem => problem,
    );
    expect(found).toEqual([
      { path: 'durationMinutes', message: 'whatIf.endBeforeStart' },
    ]);
    expect(checkWindow(values, problem => problem)).toEqual([]);
  });
});
