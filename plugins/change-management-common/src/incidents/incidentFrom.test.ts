import fc from 'fast-check';
import { incidentFrom, IncidentReport } from './incidentFrom';

const at = (minutes: number) =>
  new Date(
    Date.parse('2026-11-20T12:00:00.000Z') + minutes * 60_000,
  ).toISOString();

function report(more: Partial<IncidentReport> = {}): IncidentReport {
  return {
    title: 'Nobody can pay',
    severity: 'high',
    major: false,
    startedAt: at(0),
    entityRefs: ['component:default/orders'],
    ...more,
  };
}

describe('an incident from its reports', () => {
  const life = [
    report({ reportedAt: at(1) }),
    report({ reportedAt: at(5), severity: 'critical', major: true }),
    report({ reportedAt: at(30), endedAt: at(29), downtimeMinutes: 25 }),
  ];

  it('is what the last one says', () => {
    expect(incidentFrom(life, {})).toMatchObject({
      severity: 'high',
      endedAt: at(29),
      downtimeMinutes: 25,
    });
    const reopened = report({ reportedAt: at(40) });
    expect(incidentFrom([...life, reopened], {}).endedAt).toBeUndefined();
  });

  it('is the same in whatever order they come, and however often', () => {
    const times = fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 6 });
    const reports = times.chain(minutes =>
      fc.tuple(
        ...minutes.map(reportedAt =>
          fc
            .record({
              severity: fc.constantFrom('low' as const, 'critical' as const),
              startedAt: fc.nat(100).map(at),
              endedAt: fc.option(fc.integer({ min: 100, max: 900 }).map(at), {
                nil: undefined,
              }),
              downtimeMinutes: fc.option(fc.nat(50), { nil: undefined }),
            })
            .map(more => report({ ...more, reportedAt: at(reportedAt) })),
        ),
      ),
    );
    fc.assert(
      fc.property(
        reports.chain(all =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all, ...all], {
              minLength: all.length * 2,
            }),
          ),
        ),
        ([all, shuffled]) => {
          expect(incidentFrom(shuffled, {})).toEqual(incidentFrom(all, {}));
        },
      ),
    );
  });

  it('has ended where one says so, though the beginning is told afterwards', () => {
    const [begun, ended] = [report(), report({ endedAt: at(20) })];
    expect(incidentFrom([ended, begun], {}).endedAt).toBe(at(20));
  });

  it('is what people state, whatever is reported', () => {
    const stated = { severity: 'low' as const, downtimeMinutes: null };
    const facts = incidentFrom(life, stated);
    expect(facts.severity).toBe('low');
    expect(facts).not.toHaveProperty('downtimeMinutes');
    expect(facts.endedAt).toBe(at(29));
  });

  it('never ends before it begins', () => {
    expect(incidentFrom(life, { startedAt: at(60) }).endedAt).toBe(at(60));
  });
});
