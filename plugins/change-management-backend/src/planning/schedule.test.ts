import { ChangeView } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createScheduler } from '../__testUtils__/createScheduler';
import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

const hour = 3_600_000;
const ledger = 'resource:default/ledger';
const orders = 'component:default/orders';

/** Whole hours from the next full hour on, far enough ahead to be told in time. */
function hence(hours: number): string {
  const base = Math.ceil(Date.now() / hour) * hour + 100 * hour;
  return new Date(base + hours * hour).toISOString();
}

function time(from: number, to: number) {
  return { plannedStart: hence(from), plannedEnd: hence(to) };
}

describe.each(supported)('the schedule, %s', engine => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(engine);
  });

  async function start() {
    const scheduler = createScheduler();
    const portal = await startPortal({ knex, features: [scheduler.factory()] });

    const look = () => scheduler.triggerTask('look-at-schedule');
    const read = async (id: string): Promise<ChangeView> => {
      await look();
      return portal.ask('hind', 'getChange', { path: { id } });
    };
    /** A change of one entity that is approved, and scheduled where there is a time. */
    async function plan(
      entityRef: string,
      slot?: ReturnType<typeof time>,
    ): Promise<string> {
      const { id } = await portal.ask('amina', 'createChange', {
        body: form({ affectedEntities: [entityRef], ...slot }),
      });
      await walk(portal, id, 'approved');
      if (slot) {
        await portal.step('salma', 'scheduleChange', id, slot);
      }
      return id;
    }
    const schedule = (id: string, body: object) =>
      portal.send('salma', 'scheduleChange', { path: { id }, body });
    const createWindow = (
      more: object,
      name: string = 'salma',
    ): Promise<{ status: number; body: any }> =>
      portal.send(name, 'createWindow', {
        body: {
          kind: 'freeze',
          title: 'Year end',
          reason: 'The books are closed',
          start: hence(0),
          durationMinutes: 600,
          timeZone: 'Africa/Casablanca',
          scope: {},
          ...more,
        },
      });
    return { ...portal, look, read, plan, schedule, createWindow };
  }

  it('lets no two changes collide through two hops without a reason, and tells both', async () => {
    const { plan, schedule, read, ask } = await start();
    const first = await plan(ledger, time(2, 4));
    const second = await plan(orders);
    const refused = await schedule(second, time(3, 5));
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain(
      `Overlaps ${first} through ledger → payments → orders.`,
    );
    expect((await read(second)).state).toBe('approved');

    await schedule(second, {
      ...time(3, 5),
      override: { reason: 'Both teams sit together' },
    });
    const via = [ledger, 'component:default/payments', orders];
    const collision = { kind: 'overlap', via, ...{ start: hence(3) } };
    expect((await read(first)).conflicts).toMatchObject([
      { changeId: second, ...collision },
    ]);
    expect((await read(second)).conflicts).toMatchObject([
      { changeId: first, ...collision },
    ]);
    const preview = await ask('amina', 'previewChange', {
      body: form({ affectedEntities: [orders], ...time(3, 5) }),
    });
    expect(
      preview.conflicts.map(({ changeId }: any) => changeId).sort(),
    ).toEqual([first, second].sort());

    // Another time, right after the other one: nothing collides any more.
    await schedule(second, time(4, 6));
    expect((await read(first)).conflicts).toEqual([]);
    expect((await read(second)).conflicts).toEqual([]);
    const trail = await ask('hind', 'listAuditEvents', { path: { id: first } });
    expect(
      trail.items.filter(({ type }: any) => type === 'conflicts-changed'),
    ).toHaveLength(2);
  });

  it('agrees to one of two colliding times that are asked for at once', async () => {
    const one = await start();
    const other = await start();
    const [first, second] = [await one.plan(ledger), await one.plan(ledger)];
    const answers = await Promise.all([
      one.schedule(first, time(2, 4)),
      other.schedule(second, time(2, 4)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('puts a change on hold for a freeze, until it is over, moved out of, or exempted with a reason', async () => {
    const { plan, read, schedule, createWindow, send, ask, step } =
      await start();
    const id = await plan(ledger, time(2, 4));
    const elsewhere = await plan('component:default/mail', time(2, 4));
    const { body: freeze } = await createWindow(
      { status: 'draft', scope: { entityRef: ledger } },
      'amina',
    );
    expect(freeze).toMatchObject({ status: 'draft', id: 'WIN-1' });
    expect((await read(id)).conflicts).toEqual([]);

    const { changesHit } = await ask('salma', 'simulateSchedule', {
      body: { moves: [{ windowId: freeze.id, status: 'approved' }] },
    });
    expect(changesHit).toMatchObject([{ changeId: id, held: true }]);

    const approve = { revision: freeze.revision, status: 'approved' };
    const path = { id: freeze.id };
    expect(
      (await send('amina', 'editWindow', { path, body: approve })).status,
    ).toBe(403);
    await ask('salma', 'editWindow', { path, body: approve });
    const held = await read(id);
    expect(held.hold).toMatchObject({
      windowId: freeze.id,
      reason: 'Falls into the freeze “Year end” of ledger.',
    });
    expect((await read(elsewhere)).hold).toBeUndefined();

    const release = (body: object) =>
      send('salma', 'releaseChange', { path: { id }, body });
    expect(await release({})).toMatchObject({
      status: 400,
      body: { error: { fields: [{ path: 'reason' }] } },
    });
    await release({ reason: 'The auditors asked for it' });
    const exempt = await read(id);
    expect(exempt.hold).toBeUndefined();
    expect(exempt.exemptions).toMatchObject([
      { windowId: freeze.id, by: 'user:default/salma' },
    ]);
    const trail = await ask('hind', 'listAuditEvents', { path: { id } });
    expect(trail.items).toContainEqual(
      expect.objectContaining({
        type: 'released',
        data: expect.objectContaining({
          exempts: [freeze.id],
          reason: 'The auditors asked for it',
        }),
      }),
    );

    // A new time gives the exemption up; one outside of the freeze needs none.
    expect((await schedule(id, time(5, 6))).status).toBe(409);
    await schedule(id, time(11, 12));
    expect(await read(id)).toMatchObject({ conflicts: [], exemptions: [] });

    await ask('salma', 'editWindow', {
      path,
      body: { revision: 2, durationMinutes: 12 * 60 },
    });
    expect((await read(id)).hold).toMatchObject({ windowId: freeze.id });
    await ask('salma', 'retireWindow', { path });
    expect(await read(id)).toMatchObject({ conflicts: [] });
    expect((await read(id)).hold).toBeUndefined();
    await step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
  });

  it('does not let a change start in a freeze, outside of its windows, or while a related one runs', async () => {
    const { plan, createWindow, schedule, send, step, look } = await start();
    const now = () => ({
      plannedStart: new Date(Date.now() - hour).toISOString(),
      plannedEnd: new Date(Date.now() + hour).toISOString(),
    });
    const startIt = async (id: string) => {
      await step('amina', 'addTestResult', id, {
        environment: 'staging',
        outcome: 'passed',
      });
      return send('amina', 'startChange', { path: { id }, body: {} });
    };
    const waives = ['notice', 'time'];
    const running = await plan(ledger);
    await schedule(running, { ...now(), override: { reason: 'Now', waives } });
    expect((await startIt(running)).status).toBe(200);

    const second = await plan(orders);
    await schedule(second, { ...now(), override: { reason: 'Now' } });
    await step('amina', 'completeChange', running, {
      outcome: 'successful',
      result: 'Done',
    });
    await look();
    const third = await plan('component:default/payments');
    await schedule(third, {
      ...now(),
      override: { reason: 'Now', waives: [...waives, 'conflicts'] },
    });
    expect((await startIt(third)).status).toBe(200);
    const fourth = await plan(orders);
    await schedule(fourth, {
      ...now(),
      override: { reason: 'Now', waives: [...waives, 'conflicts'] },
    });

    await createWindow({
      start: new Date(Date.now() - 2 * hour).toISOString(),
      scope: { entityRef: orders },
    });
    const refused = await startIt(second);
    expect(refused.status).toBe(409);
    await look();
    expect((await startIt(second)).body.error.message).toMatch(
      /on hold: Falls into the freeze/,
    );

    const mail = await plan('component:default/mail');
    await createWindow({
      kind: 'maintenance',
      title: 'Mornings of mail',
      start: hence(0),
      scope: { entityRef: 'component:default/mail' },
    });
    const missed = await schedule(mail, {
      ...now(),
      override: { reason: 'Now', waives },
    });
    expect(missed.body.error.message).toContain(
      'Misses the maintenance window of mail: “Mornings of mail”.',
    );
    await schedule(mail, { ...now(), override: { reason: 'Agreed' } });
    expect((await startIt(mail)).status).toBe(200);
  });

  it('shows a span with its windows, freezes and collisions, filtered', async () => {
    const { plan, createWindow, ask, look, send } = await start();
    const id = await plan(ledger, time(2, 4));
    await plan('component:default/mail', time(2, 4));
    await createWindow({ scope: { entityRef: ledger } });
    await createWindow({
      kind: 'maintenance',
      title: 'Every night',
      rrule: 'FREQ=DAILY',
      durationMinutes: 60,
      scope: { kind: 'API' },
    });
    await look();
    const span = { from: hence(0), to: hence(71) };
    const all = await ask('hind', 'getSchedule', { query: span });
    expect(all.changes).toHaveLength(2);
    expect(all.windows).toHaveLength(3);
    expect(all.freezes).toMatchObject([{ title: 'Year end' }]);
    expect(all.conflicts).toMatchObject([
      { kind: 'in-freeze', changeIds: [id] },
    ]);
    const some = async (query: object) =>
      (await ask('youssef', 'getSchedule', { query: { ...span, ...query } }))
        .changes.length;
    expect(await some({ entityRef: ledger })).toBe(1);
    expect(await some({ owner: 'group:default/devops' })).toBe(1);
    expect(await some({ mine: 'true' })).toBe(1);
    expect(
      await some({ entityRef: 'system:default/shop', scope: 'members' }),
    ).toBe(1);
    expect(await some({ from: hence(4) })).toBe(0);
    const bad = await send('hind', 'getSchedule', {
      query: { from: hence(10), to: hence(0), colour: 'red' },
    });
    expect(bad.status).toBe(400);
    expect(
      (
        await send('hind', 'getSchedule', {
          query: { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
        })
      ).body.error.fields,
    ).toMatchObject([{ path: 'to' }]);
  });

  it('proposes the next times that suit everybody, and tells what a move would do', async () => {
    const { plan, createWindow, ask } = await start();
    const first = await plan(ledger, time(2, 4));
    const second = await plan(orders, time(20, 21));
    await createWindow({
      kind: 'maintenance',
      title: 'Every day',
      rrule: 'FREQ=DAILY',
      durationMinutes: 8 * 60,
      scope: { entityRef: orders },
    });
    const { items, durationMinutes } = await ask('salma', 'findSlots', {
      body: { changeId: second, from: hence(1), limit: 3 },
    });
    expect(durationMinutes).toBe(60);
    expect(items.map(({ start: begin }: any) => begin)).toEqual(
      [1, 4, 5].map(hence),
    );

    const { conflicts, shortNotice } = await ask('salma', 'simulateSchedule', {
      body: {
        moves: [
          { changeId: second, ...time(3, 4) },
          {
            changeId: first,
            plannedStart: new Date(Date.now() + hour).toISOString(),
            plannedEnd: hence(4),
          },
        ],
      },
    });
    expect(conflicts.gone).toMatchObject([{ kind: 'misses-window' }]);
    expect(conflicts.new).toMatchObject([
      { kind: 'overlap', changeIds: [first, second] },
    ]);
    expect(shortNotice).toMatchObject([{ changeId: first, neededHours: 24 }]);
    // Nothing of it is stored.
    expect(
      (await ask('hind', 'getChange', { path: { id: first } })).plannedEnd,
    ).toBe(hence(4));
    expect(
      (
        await ask('amina', 'findSlots', {
          body: { affectedEntities: [ledger], durationMinutes: 90 },
        })
      ).items.length,
    ).toBe(5);
  });

  it('keeps the record of a window, and who may do what with it', async () => {
    const { createWindow, ask, send } = await start();
    expect((await createWindow({}, 'amina')).status).toBe(403);
    expect(
      (
        await createWindow({
          rrule: 'FREQ=HOURLY',
          timeZone: 'Mars/Base',
          durationMinutes: 0,
          scope: 'all',
        })
      ).body.error.fields.map(({ path }: any) => path),
    ).toEqual(
      expect.arrayContaining(['rrule', 'timeZone', 'durationMinutes', 'scope']),
    );
    expect(
      (await createWindow({ start: '2020-01-01T00:00:00Z' })).body.error.fields,
    ).toMatchObject([{ path: 'start' }]);
    const { body: window } = await createWindow({ rrule: 'FREQ=WEEKLY' });
    expect(window).toMatchObject({
      recurrence: expect.stringMatching(/every week/),
      allowedActions: ['edit', 'retire'],
      next: { start: hence(0) },
    });
    const path = { id: window.id };
    const stale = { revision: 7, title: 'Other' };
    expect(
      (await send('salma', 'editWindow', { path, body: stale })).status,
    ).toBe(409);
    await ask('salma', 'editWindow', {
      path,
      body: { revision: 1, title: 'Closing' },
    });
    await ask('salma', 'retireWindow', { path });
    expect((await send('salma', 'retireWindow', { path })).status).toBe(409);
    const { history, status } = await ask('hind', 'getWindow', { path });
    expect(status).toBe('retired');
    expect(history.map(({ type }: any) => type)).toEqual([
      'created',
      'edited',
      'retired',
    ]);
    expect((await ask('hind', 'listWindows')).items).toEqual([]);
    expect(
      (await send('hind', 'getWindow', { path: { id: 'WIN-99' } })).status,
    ).toBe(404);
  });
});
