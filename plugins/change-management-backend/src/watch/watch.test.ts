import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createScheduler } from '../__testUtils__/createScheduler';
import { createDatabases } from '../__testUtils__/databases';
import { movingCatalog } from '../__testUtils__/movingCatalog';
import { organisation } from '../__testUtils__/organisation';
import { form, highRisk, startPortal } from '../__testUtils__/startPortal';
import { agreedSlot, walk } from '../__testUtils__/walk';
import { entity } from '../catalog/__testUtils__/catalog';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const hour = 60;

/** The organisation, with somebody else's till depending on the orders. */
function withTill(): Entity[] {
  const orders = 'component:default/orders';
  const till = entity('component:default/till', [
    'ownedBy group:default/audit',
    `dependsOn ${orders}`,
  ]);
  return [
    ...organisation.map(one =>
      stringifyEntityRef(one) === orders
        ? {
            ...one,
            relations: [
              ...one.relations!,
              { type: 'dependencyOf', targetRef: 'component:default/till' },
            ],
          }
        : one,
    ),
    till,
  ];
}

describe.each(supported)('the watch, %s', engine => {
  let knex: Knex;
  let clock: ReturnType<typeof stopClock>;

  beforeEach(async () => {
    clock = stopClock();
    knex = await databases.init(engine);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function start() {
    const catalog = movingCatalog(organisation);
    const scheduler = createScheduler();
    const portal = await startPortal({
      knex,
      catalog: catalog.feature,
      features: [scheduler.factory()],
    });
    const run = (task: string) => scheduler.triggerTask(task);
    return {
      ...portal,
      catalog: catalog.state,
      remind: () => run('remind-of-obligations'),
      look: () => run('watch-catalog'),
    };
  }

  const noticesOf = async (id: string) =>
    (await knex('notices').where({ change_id: id }).orderBy('created_at')).map(
      row => ({ ...row, recipients: JSON.parse(row.recipients) }),
    );

  it('reminds once, then tells those above once, whichever process looks', async () => {
    const portal = await start();
    const other = await start();
    const { ask } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'assessment');
    const bothRemind = () => Promise.all([portal.remind(), other.remind()]);
    const owed = async () =>
      (await ask('amina', 'getChange', { path: { id } })).obligations;

    clock.wait(23 * hour);
    await bothRemind();
    expect(await owed()).toEqual([
      expect.not.objectContaining({ remindedAt: expect.anything() }),
    ]);

    clock.wait(2 * hour);
    await bothRemind();
    await bothRemind();
    expect(await owed()).toMatchObject([
      {
        id: 'assessment:component:default/orders',
        dueAt: '2026-12-03T12:00:00.000Z',
        remindedAt: '2026-12-02T13:00:00.000Z',
      },
    ]);

    clock.wait(48 * hour);
    await bothRemind();
    await bothRemind();
    expect(await owed()).toMatchObject([
      { escalatedAt: '2026-12-04T13:00:00.000Z' },
    ]);
    const trail = await ask('hind', 'listAuditEvents', { path: { id } });
    expect(
      trail.items
        .filter(({ type }: any) => type === 'reminded')
        .map(({ actor, data }: any) => [actor, data.obligations[0].escalated]),
    ).toEqual([
      ['plugin:default/change-management', false],
      ['plugin:default/change-management', true],
    ]);
    const told = (await noticesOf(id)).slice(-2);
    expect(told).toMatchObject([
      { recipients: ['group:default/payments-team'], severity: 'normal' },
      { recipients: ['group:default/office'], severity: 'high' },
    ]);
    expect(told[1].description).toContain(
      'owed by group:default/payments-team since 1 Dec 2026, 12:00 UTC',
    );
  });

  it('starts anew with a new round, and is silent about what is on hold', async () => {
    const portal = await start();
    const { ask, step } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'authorization');
    clock.wait(25 * hour);
    await portal.remind();
    const before = await noticesOf(id);

    clock.wait(1);
    await step('salma', 'holdChange', id, { reason: 'The vendor is asked' });
    clock.wait(100 * hour);
    await portal.remind();
    expect(
      (await ask('amina', 'getChange', { path: { id } })).obligations,
    ).toEqual([]);
    await step('salma', 'releaseChange', id);
    clock.wait(1);
    await portal.remind();
    clock.wait(25 * hour);
    await portal.remind();
    const since = (await noticesOf(id)).slice(before.length);
    expect(since.map(({ severity, title }) => [severity, title])).toEqual([
      ['normal', expect.stringContaining('is on hold')],
      ['normal', expect.stringContaining('no longer on hold')],
      ['normal', expect.stringContaining('waits for you')],
    ]);
  });

  it('goes on where one change fails, and finds the right time for one that it had wrong', async () => {
    const portal = await start();
    const { ask, catalog } = portal;
    const on = async (entityRef: string) => {
      const { id } = await ask('amina', 'createChange', {
        body: form({ affectedEntities: [entityRef] }),
      });
      await walk(portal, id, 'assessment');
      return id;
    };
    const failing = await on('component:default/mail');
    const sound = await on('component:default/orders');
    clock.wait(25 * hour);
    catalog.broken = ['component:default/mail'];
    await portal.remind();
    const remindedOf = async (id: string) =>
      (await ask('amina', 'listAuditEvents', { path: { id } })).items.filter(
        ({ type }: any) => type === 'reminded',
      ).length;
    catalog.broken = [];
    expect([await remindedOf(failing), await remindedOf(sound)]).toEqual([
      0, 1,
    ]);
    await portal.remind();
    expect(await remindedOf(failing)).toBe(1);

    // As the migration leaves changes that were there before it.
    await knex('changes').update({ next_reminder_at: knex.ref('updated_at') });
    await portal.remind();
    const times = await knex('changes').pluck('next_reminder_at');
    for (const time of times) {
      expect(new Date(time).getTime()).toBeGreaterThan(Date.now());
    }
    expect(await remindedOf(sound)).toBe(1);
  });

  it('has a change wait no longer for whoever has given up an entity', async () => {
    const portal = await start();
    const { ask, catalog } = portal;
    const owning = (...owners: string[]) =>
      organisation.map(one =>
        stringifyEntityRef(one) === 'component:default/orders'
          ? {
              ...one,
              relations: owners.map(targetRef => ({
                type: 'ownedBy',
                targetRef,
              })),
            }
          : one,
      );
    catalog.entities = owning(
      'group:default/payments-team',
      'group:default/audit',
    );
    clock.wait(1);
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'assessment');
    const waitsFor = async (name: string) => {
      const query = { needsDecisionFrom: 'me' };
      const { items } = await ask(name, 'listChanges', { query });
      return items.some((change: { id: string }) => change.id === id);
    };
    expect(await waitsFor('youssef')).toBe(true);
    expect(await waitsFor('hind')).toBe(true);

    catalog.entities = owning('group:default/payments-team');
    clock.wait(5);
    await portal.look();
    expect(await waitsFor('youssef')).toBe(true);
    expect(await waitsFor('hind')).toBe(false);

    catalog.entities = owning('group:default/audit');
    clock.wait(5);
    await portal.look();
    expect(await waitsFor('youssef')).toBe(false);
    expect(await waitsFor('hind')).toBe(true);
  });

  it('flags an approval that the catalog has outdated, and asks for nothing where the policy does not', async () => {
    const portal = await start();
    const { ask, step, catalog } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'approved');
    const calls = catalog.calls;
    clock.wait(1);
    await portal.look();
    expect(catalog.calls).toBe(calls + 1);
    expect(
      await ask('amina', 'getChange', { path: { id } }),
    ).not.toHaveProperty('drift');

    catalog.entities = withTill();
    clock.wait(5);
    await portal.look();
    await portal.look();
    const drifted = await ask('salma', 'getChange', { path: { id } });
    expect(drifted).toMatchObject({
      state: 'approved',
      drift: {
        blocks: false,
        differences: [
          { kind: 'dependent-added', entityRef: 'component:default/till' },
        ],
      },
      approvalRequirements: [{ stale: true }],
    });
    expect(drifted.allowedActions).toContain('approve');
    const told = (await noticesOf(id)).filter(({ title }) =>
      title.includes('changed since you approved'),
    );
    expect(told).toMatchObject([{ recipients: ['user:default/salma'] }]);
    expect(told[0].description).toContain('component:default/till');

    const again = await step('salma', 'decideChange', id, {
      decision: 'approve',
    });
    expect(again).toMatchObject({
      state: 'approved',
      approvalRequirements: [{ stale: false }],
    });
    expect(again.drift).toBeUndefined();
  });

  it('lets no change of high risk start on approvals that the catalog has outdated', async () => {
    const portal = await start();
    const { ask, send, step, catalog } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: form({
        risk: { answers: highRisk },
        rollbackPlan: { steps: ['Roll out the version before'], tested: true },
      }),
    });
    await walk(portal, id, 'authorization');
    const approveBoth = async () => {
      await step('salma', 'decideChange', id, { decision: 'approve' });
      return step('nadia', 'decideChange', id, { decision: 'approve' });
    };
    await approveBoth();
    await step('salma', 'scheduleChange', id, agreedSlot());
    const { revision } = await step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });

    // Nobody has looked since: the start does.
    catalog.entities = withTill();
    clock.wait(1);
    const refused = await send('amina', 'startChange', {
      path: { id },
      body: { revision },
    });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(
      /component:default\/till is now reached.*the change manager, and the CTO or the security manager has to approve it again/,
    );
    expect(await ask('amina', 'getChange', { path: { id } })).toMatchObject({
      state: 'authorization',
      drift: { blocks: true },
    });
    const titles = (await noticesOf(id)).map(({ title, recipients }) => [
      title.replace(/:.*/, ''),
      recipients,
    ]);
    expect(titles).toEqual(
      expect.arrayContaining([
        [
          `${id} has to be approved again`,
          expect.arrayContaining(['group:default/devops']),
        ],
        [
          `${id} has changed since you approved it and needs your decision again`,
          ['user:default/salma', 'user:default/nadia'],
        ],
      ]),
    );

    expect(await approveBoth()).toMatchObject({ state: 'approved' });
    await step('salma', 'scheduleChange', id, agreedSlot());
    await step('amina', 'startChange', id);
  });

  it('starts all the same, as of the revision that was seen, where the policy lets it', async () => {
    const portal = await start();
    const { ask, step, catalog } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'scheduled');
    const { revision } = await step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
    catalog.entities = withTill();
    clock.wait(1);
    expect(await step('amina', 'startChange', id, { revision })).toMatchObject({
      state: 'implementation',
      drift: { blocks: false },
    });
  });

  it('shows, reminds of and escalates what an emergency still owes', async () => {
    const portal = await start();
    const { ask, step } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: {
        type: 'emergency',
        title: 'Stop the leak',
        affectedEntities: ['component:default/payments'],
        implementer: 'group:default/devops',
        emergency: { reason: 'security-issue', incidentRef: 'INC-7' },
      },
    });
    const started = await step('amina', 'startChange', id);
    expect(started.obligations.map(({ what, dueAt }) => [what, dueAt])).toEqual(
      [
        ['documentation', '2026-12-02T12:00:00.000Z'],
        ['retrospective-approval', '2026-12-04T12:00:00.000Z'],
      ],
    );

    clock.wait(21 * hour);
    await portal.remind();
    clock.wait(4 * hour);
    await portal.remind();
    const told = (await noticesOf(id)).slice(-2);
    expect(told).toMatchObject([
      {
        recipients: ['user:default/amina', 'group:default/devops'],
        severity: 'normal',
      },
      { recipients: ['group:default/office'], severity: 'high' },
    ]);
    expect(told[1].description).toContain('documentation after the fact');
    clock.wait(48 * hour);
    await portal.remind();
    expect((await noticesOf(id)).slice(-1)).toMatchObject([
      { recipients: expect.arrayContaining(['user:default/nadia']) },
    ]);
  });

  it('waits for a catalog that is away', async () => {
    const portal = await start();
    const { ask, catalog } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'approved');
    catalog.entities = withTill();
    catalog.isAway = true;
    clock.wait(1);
    await portal.look();
    catalog.isAway = false;
    await portal.look();
    expect(await ask('amina', 'getChange', { path: { id } })).toHaveProperty(
      'drift',
    );
  });
});
