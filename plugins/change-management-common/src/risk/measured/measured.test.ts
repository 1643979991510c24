import fc from 'fast-check';
import { Impact } from '../../contract/judgement';
import { riskLevels } from '../../contract/words';
import { ChangeContent, EntityFacts, Facts } from '../../domain/types';
import { defaultPolicy } from '../../policy/defaultPolicy';
import { RiskMeasures } from '../measures';
import { gradeMeasured } from '.';

type Indirect = Impact['indirect'][number];
const now = '2026-06-01T08:00:00.000Z';
const orders = 'component:default/orders';

function content(more: Partial<ChangeContent> = {}): ChangeContent {
  return {
    type: 'normal',
    title: 'Upgrade orders',
    affectedEntities: [orders],
    implementer: 'group:default/devops',
    links: [],
    riskAnswers: {},
    ...more,
  };
}

function facts(more: {
  entity?: Partial<EntityFacts>;
  indirect?: Indirect[];
  measures?: Partial<RiskMeasures>;
}): Pick<Facts, 'entities' | 'impact' | 'measures' | 'now'> {
  return {
    now,
    entities: {
      [orders]: {
        entityRef: orders,
        exists: true,
        kind: 'component',
        owners: ['group:default/orders'],
        tags: [],
        ...more.entity,
      },
    },
    impact: { direct: [], indirect: more.indirect ?? [], truncated: false },
    measures: more.measures && {
      failures: [],
      overlaps: [],
      incidents: [],
      ...more.measures,
    },
  };
}

function reached(count: number, more: Partial<Indirect> = {}): Indirect[] {
  return Array.from({ length: count }, (_, i) => ({
    entityRef: `component:default/d${i}`,
    kind: 'component',
    owners: [`group:default/team${i % 8}`],
    system: `system:default/s${i % 4}`,
    distance: 1,
    via: [orders, `component:default/d${i}`],
    relations: ['dependencyOf'],
    ...more,
  }));
}

const grade = (form: ChangeContent, known: ReturnType<typeof facts>) =>
  gradeMeasured(defaultPolicy.risk, form, known);

describe('measured risk', () => {
  it('gives no points to what is not known', () => {
    expect(grade(content(), facts({}))).toEqual({ level: 'low', factors: [] });
  });

  it('leaves an ordinary service low, whatever else is unfortunate', () => {
    const { level, factors } = grade(
      content({
        category: 'database',
        expectedDowntimeMinutes: 0,
        rollbackPlan: { steps: ['Back'], tested: false },
        plannedStart: '2026-06-01T09:00:00.000Z',
        plannedEnd: '2026-06-01T10:00:00.000Z',
      }),
      facts({
        entity: { lifecycle: 'production' },
        indirect: reached(5, {
          lifecycle: 'production',
          criticality: 'critical',
          owners: ['group:default/others'],
        }),
        measures: {
          overlaps: [
            { changeId: 'CHG-1', entityRef: orders },
            { changeId: 'CHG-2', entityRef: orders },
          ],
          failures: [
            { changeId: 'CHG-3', entityRef: orders, closeCode: 'rolled-back' },
            { changeId: 'CHG-4', entityRef: orders, closeCode: 'unsuccessful' },
          ],
        },
      }),
    );
    expect(factors.length).toBeGreaterThan(6);
    expect(level).toBe('low');
  });

  it('goes high where dozens of dependents of several teams, downtime and a critical entity meet', () => {
    const heavy = content({
      expectedDowntimeMinutes: 60,
      rollbackPlan: { steps: ['Back'], tested: false },
    });
    const many = reached(48, { lifecycle: 'production' });
    const critical = { criticality: 'critical' } as const;
    expect(
      grade(heavy, facts({ entity: critical, indirect: many })).level,
    ).toBe('high');
    expect(grade(heavy, facts({ indirect: many })).level).toBe('medium');
    expect(
      grade(content(), facts({ entity: critical, indirect: many })).level,
    ).toBe('medium');
    expect(grade(heavy, facts({ entity: critical })).level).toBe('low');
  });

  it('says each reason with its numbers', () => {
    const { factors } = grade(
      content({
        category: 'access',
        expectedDowntimeMinutes: 30,
        rollbackPlan: { steps: ['Back'], tested: false },
        plannedStart: '2026-06-01T12:30:00.000Z',
      }),
      facts({
        entity: { lifecycle: 'production', criticality: 'high' },
        indirect: [
          ...reached(20),
          ...['a', 'b'].map(name => ({
            ...reached(1)[0],
            entityRef: `component:default/consumer-${name}`,
            distance: 2,
            via: [orders, `api:default/${name}`, `component:default/c`],
            relations: ['providesApi', 'apiConsumedBy'],
          })),
        ],
        measures: {
          overlaps: [
            { changeId: 'CHG-1', entityRef: orders },
            { changeId: 'CHG-1', entityRef: 'component:default/other' },
          ],
          failures: [
            { changeId: 'CHG-2', entityRef: orders, closeCode: 'rolled-back' },
            { changeId: 'CHG-3', entityRef: orders, closeCode: 'unsuccessful' },
            {
              changeId: 'CHG-4',
              entityRef: orders,
              closeCode: 'successful-with-issues',
            },
          ],
          incidents: [{ incidentId: 'INC-1', entityRef: orders }],
        },
      }),
    );
    expect(factors.map(({ points, because }) => [points, because])).toEqual([
      [
        2,
        '22 entities are reached through the catalog, 20 of them at one step.',
      ],
      [2, 'What is touched belongs to 9 different owners.'],
      [1, 'What is touched lies in 4 systems.'],
      [1, 'Others are reached through 2 APIs.'],
      [1, 'An entity of high criticality is changed.'],
      [1, 'What is in production is changed.'],
      [1, 'It is a change of the category access.'],
      [2, '30 minutes of downtime are expected.'],
      [1, 'The rollback plan has not been tried.'],
      [1, 'It is to start in 4 hours, less than 24 from now.'],
      [
        1,
        'It is planned within business hours, 08:30 to 18:30 (Africa/Casablanca).',
      ],
      [1, '1 other change of the same entities is planned for the same time.'],
      [
        1,
        'In the last 90 days 2 changes of the same entities failed, and 1 had issues.',
      ],
      [1, 'The same entities had 1 incident in the last 90 days.'],
    ]);
  });

  it('counts what is near for more than what is far', () => {
    const pointsOf = (indirect: Indirect[]) =>
      grade(content(), facts({ indirect })).factors.find(
        ({ id }) => id === 'dependents',
      )?.points ?? 0;
    expect(pointsOf(reached(15))).toBe(2);
    expect(pointsOf(reached(15, { distance: 2 }))).toBe(0);
    expect(pointsOf(reached(31, { distance: 2 }))).toBe(2);
    expect(pointsOf(reached(31, { distance: 7 }))).toBe(0);
  });

  it('has a level for every lifecycle that a catalog may hold', () => {
    const named = facts({ entity: { lifecycle: 'constructor' } });
    expect(grade(content(), named)).toEqual({ level: 'low', factors: [] });
  });

  it('never falls where one more entity is reached', () => {
    const arbitrary = fc.array(
      fc.record({
        distance: fc.integer({ min: 1, max: 6 }),
        owner: fc.nat(12),
        criticality: fc.constantFrom('low', 'critical', undefined),
      }),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(arbitrary, entities => {
        const indirect = entities.map(
          ({ distance, owner, criticality }): Indirect => ({
            ...reached(1)[0],
            distance,
            criticality: criticality as Indirect['criticality'],
            owners: [`group:default/t${owner}`],
          }),
        );
        const rank = (known: Indirect[]) =>
          riskLevels.indexOf(
            grade(content(), facts({ indirect: known })).level,
          );
        expect(rank(indirect)).toBeGreaterThanOrEqual(rank(indirect.slice(1)));
      }),
    );
  });
});
