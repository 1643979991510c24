import { Delegation } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { organisation } from '../__testUtils__/organisation';
import { createDatabases } from '../__testUtils__/databases';
import {
  form,
  highRisk,
  Portal,
  startPortal,
} from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { RecordTrail } from '../audit/RecordTrail';
import { hashEvent } from '../audit/chain';
import { entity } from '../catalog/__testUtils__/catalog';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const day = 24 * 60 * 60 * 1000;
const inDays = (days: number) =>
  new Date(Date.now() + days * day).toISOString();
const user = (name: string) => `user:default/${name}`;

/** For a week from now, to Omar, who holds no role. */
function body(more: object = {}) {
  return {
    from: inDays(-1),
    until: inDays(6),
    delegate: user('omar'),
    reason: 'Vacation',
    ...more,
  };
}

describe.each(supported)('delegations, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  beforeAll(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      entities: [
        ...organisation,
        entity('user:default/mounir', ['memberOf group:default/office']),
        entity('user:default/sara'),
      ],
    });
  });
  afterEach(async () => {
    const { items } = await portal.ask('salma', 'listDelegations', {
      query: { status: ['active', 'upcoming'], limit: '200' },
    });
    for (const { id } of items as Delegation[]) {
      await portal.ask('mounir', 'revokeDelegation', {
        path: { id },
        body: {},
      });
    }
  });

  const delegate = (name: string, more?: object): Promise<Delegation> =>
    portal.ask(name, 'createDelegation', { body: body(more) });
  const revoke = (name: string, id: string) =>
    portal.send(name, 'revokeDelegation', {
      path: { id },
      body: { reason: 'Back early' },
    });
  const rolesOf = async (name: string) =>
    (await portal.ask(name, 'getMe')).roles;
  const authorization = async (more?: object) => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form(more),
    });
    return walk(portal, id, 'authorization');
  };
  const decide = (name: string, id: string, more: object = {}) =>
    portal.send(name, 'decideChange', {
      path: { id },
      body: { decision: 'approve', ...more },
    });
  const awaited = async (name: string): Promise<string[]> => {
    const { items } = await portal.ask(name, 'listChanges', {
      query: { needsDecisionFrom: 'me', limit: '200' },
    });
    return items.map(({ id }: { id: string }) => id);
  };

  it('let the delegate act at once, and end at once when revoked', async () => {
    const { id } = await authorization();
    expect((await decide('omar', id)).status).toBe(403);
    expect(await awaited('omar')).not.toContain(id);

    const delegation = await delegate('salma');
    expect(delegation).toMatchObject({
      delegator: user('salma'),
      createdBy: user('salma'),
      status: 'active',
    });
    expect(await portal.ask('omar', 'getMe')).toMatchObject({
      roles: [
        { role: 'changeManager', delegatedBy: user('salma') },
        { role: 'cto', delegatedBy: user('salma') },
      ],
      actsFor: [
        { userRef: user('salma'), ownership: expect.arrayContaining([]) },
      ],
    });
    expect(await awaited('omar')).toContain(id);
    const seen = await portal.ask('omar', 'getChange', { path: { id } });
    expect(seen.allowedActions).toContain('approve');
    expect(seen.approvalRequirements[0].candidates).toEqual(
      expect.arrayContaining([user('omar'), user('salma')]),
    );

    expect((await revoke('salma', delegation.id)).body).toMatchObject({
      status: 'revoked',
      revokedBy: user('salma'),
      revocationReason: 'Back early',
    });
    expect(await rolesOf('omar')).toEqual([]);
    expect((await decide('omar', id)).status).toBe(403);
    expect(await awaited('omar')).not.toContain(id);
  });

  it('are not in force before they begin, and list as upcoming', async () => {
    const { status, id } = await delegate('salma', { from: inDays(1) });
    expect(status).toBe('upcoming');
    expect(await rolesOf('omar')).toEqual([]);
    const { items } = await portal.ask('nadia', 'listDelegations', {
      query: { status: 'upcoming', delegator: user('salma') },
    });
    expect(items.map((one: Delegation) => one.id)).toEqual([id]);
  });

  it('record a decision with whose it is', async () => {
    const { id } = await authorization();
    await delegate('salma');
    const { body: change } = await decide('omar', id);
    expect(change.state).toBe('approved');
    expect(change.approvalRequirements[0].decision).toMatchObject({
      by: user('omar'),
      onBehalfOf: user('salma'),
    });
  });

  it('do not undo the separation of duties', async () => {
    await delegate('salma');
    // Bilal's team implements.
    await delegate('mounir', { delegate: user('bilal') });
    const own = await portal.ask('salma', 'createChange', { body: form() });
    await walk(portal, own.id, 'assessment', 'salma');
    await portal.step('youssef', 'assessChange', own.id, {
      entityRef: 'component:default/orders',
      impactOnClients: 'none',
      impactOnData: 'none',
    });
    const implemented = await authorization({
      implementer: 'group:default/office',
    });
    for (const { id } of [own, implemented]) {
      expect((await decide('omar', id)).status).toBe(403);
      expect(await awaited('omar')).not.toContain(id);
      const { approvalRequirements } = await portal.ask('omar', 'getChange', {
        path: { id },
      });
      expect(approvalRequirements[0].candidates).not.toContain(user('omar'));
    }
    expect((await decide('bilal', own.id)).status).toBe(403);
    expect(await awaited('bilal')).not.toContain(own.id);
  });

  it('give nobody a second decision', async () => {
    await delegate('salma');
    await delegate('salma', { delegate: user('sara') });
    const first = await authorization({ risk: { answers: highRisk } });
    await decide('salma', first.id, { requirementId: 'change-manager' });
    expect((await decide('omar', first.id)).status).toBe(403);
    expect(await awaited('omar')).not.toContain(first.id);

    const second = await authorization({ risk: { answers: highRisk } });
    await decide('omar', second.id, { requirementId: 'change-manager' });
    const others = second.approvalRequirements.filter(
      ({ id }) => id !== 'change-manager',
    );
    expect(others).toHaveLength(1);
    for (const name of ['salma', 'sara']) {
      const { status } = await decide(name, second.id, {
        requirementId: others[0].id,
      });
      expect([name, status]).toEqual([name, 403]);
    }
  });

  it('are passed on by nobody, in no way', async () => {
    await delegate('salma');
    await delegate('omar', { delegate: user('sara') });
    expect(await rolesOf('sara')).toEqual([]);
    // Nor by recording one in the name of somebody else.
    const { status } = await portal.send('omar', 'createDelegation', {
      body: body({ delegator: user('nadia'), delegate: user('sara') }),
    });
    expect(status).toBe(403);
    await delegate('hind');
    expect(await rolesOf('omar')).not.toContainEqual(
      expect.objectContaining({ role: 'auditor' }),
    );
  });

  it('are recorded by the change manager for somebody absent, but not to themselves', async () => {
    const forNadia = { delegator: user('nadia') };
    expect(await delegate('mounir', forNadia)).toMatchObject({
      delegator: user('nadia'),
      createdBy: user('mounir'),
    });
    expect(await rolesOf('omar')).toMatchObject([{ role: 'cto' }]);
    const taken = await portal.send('mounir', 'createDelegation', {
      body: body({ ...forNadia, delegate: user('mounir') }),
    });
    expect(taken).toMatchObject({
      status: 400,
      body: { error: { fields: [{ path: 'delegate' }] } },
    });
  });

  it.each([
    [{ until: inDays(-2) }, ['until']],
    [{ from: inDays(-3), until: inDays(-2) }, ['until']],
    [{ until: inDays(366) }, ['until']],
    [{ until: inDays(-2), delegate: user('nobody') }, ['until', 'delegate']],
    [{ delegate: user('salma') }, ['delegate']],
    [{ delegate: 'group:default/devops', reason: '' }, ['delegate', 'reason']],
    [{ from: 'tomorrow', until: 'later', x: 1 }, ['from', 'until', 'x']],
  ])('%j is refused', async (more, paths) => {
    const { status, body: answer } = await portal.send(
      'salma',
      'createDelegation',
      { body: body(more) },
    );
    expect(status).toBe(400);
    expect(
      answer.error.fields.map(({ path }: { path: string }) => path),
    ).toEqual(paths);
  });

  it('do not overlap, not even when made at once', async () => {
    const both = await Promise.all(
      [1, 2].map(() =>
        portal.send('salma', 'createDelegation', { body: body() }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    await delegate('salma', { from: inDays(6), until: inDays(7) });
    await delegate('salma', { delegate: user('sara') });
  });

  it('are revoked once, by the delegator or the change manager', async () => {
    const { id } = await delegate('nadia');
    expect((await revoke('karim', id)).status).toBe(403);
    expect((await revoke('omar', id)).status).toBe(403);
    expect((await revoke('mounir', id)).status).toBe(200);
    expect((await revoke('nadia', id)).status).toBe(409);
    expect((await revoke('nadia', 'none')).status).toBe(404);
  });

  it('are in the trail, and both are told unless they did it', async () => {
    await knex('notices').delete();
    const { id } = await delegate('nadia');
    await revoke('mounir', id);

    const events = await new RecordTrail(knex).list(`delegation:${id}`);
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['created', user('nadia')],
      ['revoked', user('mounir')],
    ]);
    expect(events[0].data).toMatchObject({ delegate: user('omar') });
    expect(events.every(event => hashEvent(event) === event.hash)).toBe(true);
    const notices = await knex('notices').orderBy('created_at');
    expect(
      notices.map(({ kind, recipients, title, change_id }) => [
        kind,
        JSON.parse(recipients),
        title,
        change_id,
      ]),
    ).toEqual([
      ['delegation', [user('omar')], 'You stand in for nadia', null],
      ...[
        [[user('omar')], 'You no longer stand in for nadia'],
        [[user('nadia')], 'omar no longer stands in for you'],
      ].map(([to, title]) => ['delegation', to, title, null]),
    ]);
  });

  it('are found page by page, those of one person too', async () => {
    for (const days of [1, 2, 3, 4, 5]) {
      await delegate('karim', { from: inDays(days), until: inDays(days + 1) });
    }
    const query = { delegate: user('omar'), delegator: user('karim') };
    const page = (more: object) =>
      portal.ask('omar', 'listDelegations', {
        query: { ...query, status: 'upcoming', limit: '2', ...more },
      });
    const first = await page({});
    const second = await page({ cursor: first.pageInfo.nextCursor });
    const third = await page({ cursor: second.pageInfo.nextCursor });
    const begins = [first, second, third].flatMap(({ items }) =>
      items.map((one: Delegation) => one.from),
    );
    expect(begins).toHaveLength(5);
    expect(begins).toEqual([...begins].sort().reverse());
    expect(third.pageInfo.nextCursor).toBeUndefined();
    const back = await page({ cursor: second.pageInfo.prevCursor });
    expect(back.items).toEqual(first.items);

    const mine = await portal.ask('omar', 'listDelegations', {
      query: { mine: 'true', status: 'upcoming' },
    });
    expect(mine.items).toHaveLength(5);
    const none = await portal.ask('sara', 'listDelegations', {
      query: { mine: 'true', status: 'upcoming' },
    });
    expect(none.items).toEqual([]);
  });

  it('repeat their answer under an Idempotency-Key', async () => {
    const sent = { body: body(), key: 'once' };
    const first = await portal.ask('salma', 'createDelegation', sent);
    expect(await portal.ask('salma', 'createDelegation', sent)).toEqual(first);
  });
});
