import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const day = 24 * 60;

describe.each(supported)('figures, %s', engine => {
  let clock: ReturnType<typeof stopClock>;
  beforeEach(() => {
    clock = stopClock();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function emergency({ ask, step }: Portal, entityRef: string) {
    const { id } = await ask('amina', 'createChange', {
      body: {
        ...form({ affectedEntities: [entityRef] }),
        type: 'emergency',
        category: undefined,
        emergency: { reason: 'critical-failure', incidentRef: 'INC-1' },
      },
    });
    await step('amina', 'startChange', id);
    return id as string;
  }

  const byKey = ({ groups }: any) =>
    Object.fromEntries(
      groups.map(({ key = 'none', changes, emergencies }: any) => [
        key,
        [changes, emergencies],
      ]),
    );

  it('tell how changes went, in total and by group', async () => {
    const portal = await startPortal({ knex: await databases.init(engine) });
    const { ask, step, send } = portal;
    const empty = await ask('hind', 'getMetrics');
    expect(empty).toMatchObject({
      groupBy: 'month',
      waiting: [],
      total: {
        changes: 0,
        closed: 0,
        successful: 0,
        failed: 0,
        rolledBack: 0,
        emergencies: 0,
        emergenciesWithoutWorkLogged: 0,
        unauthorizedChanges: 0,
      },
      groups: [],
    });

    // On two parts of one system, which two teams own.
    const both = await ask('amina', 'createChange', {
      body: form({
        affectedEntities: [
          'component:default/orders',
          'component:default/mail',
        ],
      }),
    });
    await walk(portal, both.id, 'closed');
    const back = await ask('amina', 'createChange', { body: form() });
    await walk(portal, back.id, 'implementation');
    await step('amina', 'rollbackChange', back.id, { reason: 'It broke' });
    await step('amina', 'reviewChange', back.id, { summary: 'The queue' });
    await step('salma', 'closeChange', back.id, {
      closeCode: 'rolled-back',
      summary: 'Again next week',
    });
    clock.wait(31 * day);
    const silent = await emergency(portal, 'resource:default/orphan');
    const logged = await emergency(portal, 'component:default/mail');
    await ask('bilal', 'addLogEntry', {
      path: { id: logged },
      body: { summary: 'Restarted', whatChanged: 'The process' },
    });
    // Never started, so that it counts nowhere.
    await ask('amina', 'createChange', { body: form() });

    const figures = await ask('hind', 'getMetrics');
    expect(figures.total).toMatchObject({
      changes: 4,
      closed: 2,
      successful: 1,
      failed: 1,
      rolledBack: 1,
      emergencies: 2,
      emergenciesWithoutWorkLogged: 1,
      unauthorizedChanges: 0,
      emergencyShare: 0.5,
      successRate: 0.5,
      failureRate: 0.5,
      rollbackRate: 0.5,
    });
    expect(byKey(figures)).toEqual({ '2026-12': [2, 0], '2027-01': [2, 2] });
    const by = async (groupBy: string) =>
      byKey(await ask('hind', 'getMetrics', { query: { groupBy } }));
    expect(await by('system')).toEqual({
      'system:default/shop': [3, 1],
      none: [1, 1],
    });
    expect(await by('team')).toEqual({
      'group:default/payments-team': [2, 0],
      'group:default/devops': [2, 1],
      none: [1, 1],
    });
    expect(await by('category')).toEqual({
      application: [2, 0],
      none: [2, 2],
    });
    const january = await ask('hind', 'getMetrics', {
      query: { from: '2027-01-01T00:00:00+00:00', groupBy: 'team' },
    });
    expect(january.total.changes).toBe(2);
    expect(
      await send('hind', 'getMetrics', {
        query: { from: '2027-01-01', to: '2026-01-01', groupBy: 'mood' },
      }),
    ).toMatchObject({ status: 400 });

    const listed = async (workLogged: string) =>
      (
        await ask('hind', 'listChanges', {
          query: { type: 'emergency', workLogged },
        })
      ).items.map(({ id }: any) => id);
    expect(await listed('false')).toEqual([silent]);
    expect(await listed('true')).toEqual([logged]);

    const numberOf = async (query: Record<string, string>) =>
      (
        await ask('hind', 'listChanges', {
          query: { ...query, totalItems: 'include' },
        })
      ).totalItems;
    const teams = await ask('hind', 'getMetrics', {
      query: { groupBy: 'team' },
    });
    for (const { key: owner, changes } of teams.groups.filter(
      ({ key }: any) => key,
    )) {
      const startedFrom = '2026-01-01T00:00:00+00:00';
      expect(await numberOf({ owner, startedFrom })).toBe(changes);
    }
    expect(
      await numberOf({
        owner: 'group:default/devops',
        startedFrom: '2027-01-01T00:00:00+00:00',
      }),
    ).toBe(1);
  });
});
