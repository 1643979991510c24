import { Knex } from 'knex';
import { createScheduler } from '../__testUtils__/createScheduler';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { dropTrailGuards } from '../__testUtils__/trailGuards';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

describe.each(supported)('the daily verification, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let verify: () => Promise<void>;
  let number: number;

  beforeAll(async () => {
    knex = await databases.init(engine);
    const scheduler = createScheduler();
    portal = await startPortal({ knex, features: [scheduler.factory()] });
    verify = () => scheduler.triggerTask('verify-audit-trail');
    const { id } = await portal.ask('amina', 'createChange', { body: form() });
    number = Number(id.slice(4));
    await scheduler.triggerTask('seal-audit-trail');
    await dropTrailGuards(knex);
  });

  const told = async () => {
    const notices = await knex('notices').where({ kind: 'audit' });
    return notices.map(({ recipients, ...notice }) => ({
      ...notice,
      recipients: JSON.parse(recipients),
    }));
  };
  const latest = async () =>
    (await portal.ask('hind', 'getLatestVerification')).latest;
  const forge = (sequence: number, actor: string) =>
    knex('audit_events')
      .where({ change_number: number, sequence })
      .update({ actor });

  it('tells nobody as long as all is sound', async () => {
    await verify();
    expect(await told()).toEqual([]);
    expect(await latest()).not.toHaveProperty('toldAt');
  });

  it('tells the security manager what it found, once', async () => {
    await forge(1, 'user:default/mallory');
    await verify();
    const [notice, ...more] = await told();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      recipients: roles.securityManager,
      severity: 'critical',
      description: `CHG-${number}, event 1: does not match its hash`,
    });
    const { toldAt, verdict } = await latest();
    expect(verdict.ok).toBe(false);
    await verify();
    await portal.ask('hind', 'verifyTrail');
    expect(await told()).toHaveLength(1);
    expect(await latest()).toMatchObject({ by: 'user:default/hind', toldAt });
  });

  it('tells what it finds later, and the same once it was mended and has come back', async () => {
    await forge(1, 'user:default/amina');
    await verify();
    expect(await latest()).toMatchObject({ verdict: { ok: true } });
    expect(await told()).toHaveLength(1);
    await forge(1, 'user:default/mallory');
    await verify();
    expect(await told()).toHaveLength(2);
  });

  it('tells once what several find at the same time', async () => {
    await forge(1, 'user:default/amina');
    await verify();
    const before = (await told()).length;
    await forge(1, 'user:default/mallory');
    await Promise.all(
      [1, 2, 3, 4].map(() => portal.ask('hind', 'verifyTrail')),
    );
    expect(await told()).toHaveLength(before + 1);
  });
});
