import { ChangeSummary } from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { measure } from './metrics';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('the summary of an entity, %s', engine => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ knex: await databases.init(engine) });
  });

  const summaryOf = (kind: string, name: string) =>
    portal.ask('omar', 'getEntitySummary', {
      path: { kind, namespace: 'default', name },
    });
  const idsOf = (rows: ChangeSummary[]) => rows.map(({ id }) => id);

  it('shows what comes, what runs and what has been, and figures', async () => {
    const { ask, step } = portal;
    const create = async (name: string, plannedStart?: string) => {
      const { id } = await ask('amina', 'createChange', {
        body: form({
          affectedEntities: [`component:default/${name}`],
          plannedStart,
        }),
      });
      return id as string;
    };
    const unplanned = await create('payments');
    const later = await create('payments', '2027-02-01T00:00:00Z');
    const sooner = await create('payments', '2027-01-01T00:00:00Z');
    const running = await create('payments');
    await walk(portal, running, 'implementation');
    const done = await create('payments');
    await walk(portal, done, 'closed');
    const failed = await create('payments');
    await walk(portal, failed, 'implementation');
    await step('amina', 'rollbackChange', failed, { reason: 'It broke' });
    await step('amina', 'reviewChange', failed, { summary: 'A typo' });
    await step('salma', 'closeChange', failed, {
      closeCode: 'rolled-back',
      summary: 'Again next week',
    });
    const elsewhere = await create('mail');
    await step('amina', 'cancelChange', elsewhere);

    const payments = await summaryOf('component', 'payments');
    expect(idsOf(payments.upcoming)).toEqual([sooner, later, unplanned]);
    expect(idsOf(payments.inProgress)).toEqual([running]);
    expect(idsOf(payments.recent)).toEqual([failed, done]);
    expect(payments.metrics).toMatchObject({
      days: 90,
      created: 6,
      closed: 2,
      successful: 1,
      rolledBack: 1,
      emergencies: 0,
      successRate: 0.5,
    });
    // All parts of the system, whatever the case in which it is asked for.
    const shop = await summaryOf('System', 'shop');
    expect(idsOf(shop.recent)).toEqual([elsewhere, failed, done]);
    expect(shop.metrics).toMatchObject({ created: 7, closed: 2 });

    // A figure leads to the changes that it counts.
    const counted = async (query: Record<string, string>) => {
      const { totalItems } = await ask('omar', 'listChanges', {
        query: {
          entityRef: 'system:default/shop',
          scope: 'members',
          totalItems: 'include',
          ...query,
        },
      });
      return totalItems;
    };
    const { since } = shop.metrics;
    expect(await counted({ createdFrom: since })).toBe(7);
    expect(await counted({ closedFrom: since, state: 'closed' })).toBe(2);
    expect(await counted({ closedFrom: since })).toBe(3);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await counted({ createdFrom: soon })).toBe(0);
    expect(await counted({ closedFrom: soon })).toBe(0);
  });

  it('is empty for an entity that nobody has changed, known or not', async () => {
    for (const name of ['ledger', 'nowhere']) {
      expect(await summaryOf('resource', name)).toEqual({
        upcoming: [],
        inProgress: [],
        recent: [],
        metrics: {
          days: 90,
          since: expect.any(String),
          created: 0,
          closed: 0,
          successful: 0,
          rolledBack: 0,
          emergencies: 0,
        },
      });
    }
  });

  it('holds ten rows of each kind at most', async () => {
    for (let i = 0; i < 12; i++) {
      await portal.ask('amina', 'createChange', {
        body: form({ affectedEntities: ['resource:default/orphan'] }),
      });
    }
    const { upcoming, metrics } = await summaryOf('resource', 'orphan');
    expect(upcoming).toHaveLength(10);
    expect(metrics.created).toBe(12);
  });
});

describe('the median lead time', () => {
  const closedAfter = (leadHours?: number) => ({
    changes: 1,
    type: 'normal' as const,
    closeCode: 'successful' as const,
    leadHours,
  });

  it.each([
    [[5], 5],
    [[1, 31], 1],
    [[100, 1, 8], 8],
    [[undefined, 3], 3],
  ])('of %j hours is %d', (hours, expected) => {
    const { medianLeadTimeHours } = measure({
      since: '2026-01-01T00:00:00.000Z',
      created: 0,
      closed: hours.map(closedAfter),
    });
    expect(medianLeadTimeHours).toBe(expected);
  });

  it('counts those that were closed alike as often as they are', () => {
    const figures = measure({
      since: '2026-01-01T00:00:00.000Z',
      created: 0,
      closed: [
        { ...closedAfter(9), closeCode: 'rolled-back' },
        { ...closedAfter(2), changes: 3 },
      ],
    });
    expect(figures).toMatchObject({
      closed: 4,
      successful: 3,
      rolledBack: 1,
      successRate: 0.75,
      medianLeadTimeHours: 2,
    });
  });
});
