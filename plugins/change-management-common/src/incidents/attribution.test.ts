import fc from 'fast-check';
import {
  PlantedIncident,
  plantIncidents,
  worlds,
} from './__testUtils__/plantedIncidents';
import { attribute, SuspectedChange } from './attribution';

const began = '2026-11-20T12:00:00.000Z';
const before = (minutes: number) =>
  new Date(Date.parse(began) - minutes * 60_000).toISOString();

const orders = 'component:default/orders';
const payments = 'component:default/payments';
const ledger = 'resource:default/ledger';

/** A change of the orders service itself that ended ten minutes before the incident. */
function suspect(more: Partial<SuspectedChange> = {}): SuspectedChange {
  return {
    id: 'CHG-1',
    connection: { direction: 'downstream', via: [orders] },
    startedAt: before(40),
    endedAt: before(10),
    deployedAt: [],
    riskLevel: 'medium',
    isNamed: false,
    ...more,
  };
}

function confidenceOf(...suspects: SuspectedChange[]): number[] {
  const { candidates } = attribute(began, suspects);
  return suspects.map(
    ({ id }) => candidates.find(({ changeId }) => changeId === id)!.confidence,
  );
}

const inWords = (change: SuspectedChange) =>
  attribute(began, [change]).candidates[0].reasons.map(
    ({ because }) => because,
  );

describe('the cause of an incident', () => {
  it('is probably a change of the very entity that has just ended', () => {
    const [confidence] = confidenceOf(suspect());
    expect(confidence).toBeGreaterThan(0.6);
  });

  it('is hardly a change of long ago, or of something far away', () => {
    const [old] = confidenceOf(suspect({ endedAt: before(5 * 24 * 60) }));
    expect(old).toBeLessThan(0.1);
    const [far] = confidenceOf(
      suspect({
        connection: {
          direction: 'downstream',
          via: [orders, payments, ledger, 'resource:default/disk'],
        },
      }),
    );
    expect(far).toBeLessThan(0.4);
  });

  it('is never probably both of two changes that are alike', () => {
    const [a, b] = confidenceOf(suspect(), suspect({ id: 'CHG-2' }));
    expect(a).toBeCloseTo(b);
    expect(a).toBeLessThan(0.5);
  });

  it('is no later change of something else, where an earlier one was rolled back for it', () => {
    const [rolledBack, later] = confidenceOf(
      suspect({ rolledBackAt: before(-20), closeCode: 'rolled-back' }),
      suspect({
        id: 'CHG-2',
        endedAt: before(2),
        connection: { direction: 'downstream', via: [orders, payments] },
      }),
    );
    expect(rolledBack).toBeGreaterThan(0.75);
    expect(later).toBeLessThan(0.2);
  });

  it('is what its source names, before what is alike', () => {
    const [named] = confidenceOf(
      suspect({ isNamed: true }),
      suspect({ id: 'CHG-2' }),
    );
    expect(named).toBeGreaterThan(0.75);
  });

  it('is nothing that had been undone before', () => {
    const [undone] = confidenceOf(suspect({ rolledBackAt: before(5) }));
    expect(undone).toBeLessThan(0.5);
  });

  it('says why, in words, the strongest reason first', () => {
    expect(
      inWords(
        suspect({
          connection: {
            direction: 'downstream',
            via: [orders, payments, ledger],
          },
          riskLevel: 'high',
          rolledBackAt: before(-90),
          isNamed: true,
        }),
      ),
    ).toEqual([
      'What reported the incident names it.',
      'It was rolled back 90 minutes after the incident began.',
      'orders depends on ledger, which it changed, through payments.',
      'Its risk was high.',
      'It ended 10 minutes before the incident.',
    ]);
    expect(
      inWords(
        suspect({
          connection: { direction: 'upstream', via: [ledger, payments] },
          endedAt: undefined,
          startedAt: before(60 * 60),
        }),
      ),
    ).toEqual([
      'It was being carried out when the incident began, since 3 days.',
      'It changed payments, which depends on ledger.',
      'Its risk was medium.',
    ]);
    expect(inWords(suspect({ deployedAt: [before(1), before(-5)] }))[0]).toBe(
      'What it deployed was in place 1 minute before the incident.',
    );
  });

  it('is shared out among all changes and other causes', () => {
    const suspects = fc.array(
      fc.record({
        distance: fc.nat(4),
        ended: fc.nat(10_000),
        level: fc.constantFrom('low', 'critical', undefined),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(suspects, drawn => {
        const { candidates, otherCauses } = attribute(
          began,
          drawn.map(({ distance, ended, level }, index) =>
            suspect({
              id: `CHG-${index + 1}`,
              connection: {
                direction: 'downstream',
                via: Array.from({ length: distance + 1 }, () => orders),
              },
              endedAt: before(ended),
              riskLevel: level as SuspectedChange['riskLevel'],
            }),
          ),
        );
        const all = candidates.reduce((sum, c) => sum + c.confidence, 0);
        expect(all + otherCauses).toBeCloseTo(1);
        const sorted = candidates.map(({ confidence }) => confidence);
        expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
      }),
    );
  });
});

/** What people do without help: of what the broken entity depends on, whatever was deployed last. */
function lastOf({ startedAt, suspects }: PlantedIncident): string | undefined {
  return suspects
    .filter(({ connection }) => connection.direction === 'downstream')
    .flatMap(({ id, deployedAt }) => deployedAt.map(time => ({ id, time })))
    .filter(({ time }) => time <= startedAt)
    .sort((a, b) => b.time.localeCompare(a.time))[0]?.id;
}

function share(hits: boolean[]): number {
  return hits.filter(Boolean).length / hits.length;
}

/** By how much the first candidate is right more often than the last deployment before. */
const better = { quiet: 0, busy: 0.08, tangled: 0.12 };

describe.each(Object.entries(worlds))(
  'planted incidents, %s',
  (name, world) => {
    const incidents = [1, 2, 3, 4, 5, 6, 7, 8].flatMap(seed =>
      plantIncidents(seed, world),
    );
    const found = incidents.map(incident => ({
      ...incident,
      ...attribute(incident.startedAt, incident.suspects),
    }));
    const caused = found.filter(({ cause }) => cause);

    it('are found better than by the last deployment before', () => {
      expect(caused.length).toBeGreaterThan(100);
      const byLast = share(caused.map(each => lastOf(each) === each.cause));
      const first = share(
        caused.map(each => each.candidates[0]?.changeId === each.cause),
      );
      expect(first).toBeGreaterThan(
        byLast + better[name as keyof typeof better],
      );
    });

    it('are among the first three', () => {
      const amongFirst = caused.map(({ candidates, cause }) =>
        candidates.slice(0, 3).some(({ changeId }) => changeId === cause),
      );
      expect(share(amongFirst)).toBeGreaterThan(0.97);
    });

    it('that no change caused are mostly blamed on none', () => {
      const others = found.filter(({ cause }) => !cause);
      const blamed = share(
        others.map(({ candidates }) => candidates[0]?.confidence >= 0.5),
      );
      expect(blamed).toBeLessThan(0.25);
    });

    it('are never said to be surer than they are', () => {
      const sure = found.filter(({ candidates: [c] }) => c?.confidence >= 0.5);
      const right = share(
        sure.map(({ candidates, cause }) => candidates[0].changeId === cause),
      );
      const said =
        sure.reduce((sum, { candidates: [c] }) => sum + c.confidence, 0) /
        sure.length;
      expect(right).toBeGreaterThan(said - 0.02);
      expect(right).toBeLessThan(said + 0.2);
      // And it is said of most that have a cause.
      expect(sure.length).toBeGreaterThan(caused.length * 0.6);
    });
  },
);
