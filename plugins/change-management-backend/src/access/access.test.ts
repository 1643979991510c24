import { changeReadPermission } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { form } from '../__testUtils__/startPortal';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '../permissions/conditionExports';
import { adjustablePolicy } from '../permissions/__testUtils__/adjustablePolicy';
import {
  AccessPortal,
  ledger,
  read,
  startWithAccess,
} from './__testUtils__/accessPortal';

jest.setTimeout(180_000);

const { databases, supported } = createDatabases();
const minute = 60_000;
const day = 24 * 60 * minute;
const ahead = (milliseconds: number) =>
  new Date(Date.now() + milliseconds).toISOString();

describe.each(supported)('the ledger of access, %s', engine => {
  let knex: Knex;
  let portal: AccessPortal;
  let clock: ReturnType<typeof stopClock>;
  const policy = adjustablePolicy();

  beforeEach(async () => {
    clock = stopClock();
    knex = await databases.init(engine);
    policy.set();
    portal = await startWithAccess(knex, { features: [policy.feature] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('holds what changes grant and revoke, at any time', async () => {
    const until = ahead(10 * day);
    const later = ahead(5 * day);
    const write = { ...read, permission: 'db:write', from: later };
    const id = await portal.change('implementation', {
      grants: [{ ...read, until }, write],
    });
    expect(await portal.grants()).toEqual([]);
    clock.wait(60);
    const granted = ahead(0);
    await portal.take(id, 'review');
    expect(await portal.grants()).toEqual([
      {
        ...read,
        ...{ id: `${id}-1`, from: granted, until, status: 'active' },
        ...{ grantedBy: id, grantedAt: granted },
      },
    ]);
    const all = await portal.grants({ status: 'all', entityRef: ledger });
    expect(all.map(({ status }) => status)).toEqual(['future', 'active']);
    expect(await portal.logOf(id)).toEqual([
      expect.stringContaining('Granted db:read on resource:default/ledger'),
    ]);

    clock.wait(60);
    const revoking = await portal.change('review', { revocations: [read] });
    clock.wait(60);
    expect(await portal.grants()).toEqual([]);
    const [revoked] = await portal.grants({ status: 'revoked' });
    expect(revoked).toMatchObject({ id: `${id}-1`, revokedBy: revoking });

    const at = (when: string, query = {}) =>
      portal.grants({ at: when, ...query });
    const ids = async (when: string, query = {}) =>
      (await at(when, query)).map(grant => grant.id);
    expect(await ids(ahead(-2 * day))).toEqual([]);
    expect(await ids(granted)).toEqual([`${id}-1`]);
    expect(await ids(ahead(-61 * minute))).toEqual([`${id}-1`]);
    expect((await at(granted, { status: 'all' })).length).toBe(2);
    expect(await ids(later)).toEqual([`${id}-2`]);
    expect(await ids(ahead(6 * day), { principal: 'user:omar' })).toEqual([
      `${id}-2`,
    ]);
    expect(await ids(later, { permission: 'db:read' })).toEqual([]);
    expect(await ids(later, { entityRef: 'component:default/mail' })).toEqual(
      [],
    );

    const { history } = await portal.ask('omar', 'getAccessGrant', {
      path: { id: `${id}-1` },
    });
    expect(history.map(({ type, data }: any) => [type, data.changeId])).toEqual(
      [
        ['granted', id],
        ['revoked', revoking],
      ],
    );
  });

  it('pages, and shows the parts of a system', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const access = {
      grants: names.map(name => ({
        ...{ principal: `external:${name}`, permission: 'read' },
        entityRef: 'component:default/payments',
      })),
    };
    const id = await portal.request(access, {
      affectedEntities: ['system:default/shop'],
    });
    await portal.take(id, 'review');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await portal.ask('omar', 'listAccessGrants', {
        query: {
          entityRef: 'system:default/shop',
          scope: 'members',
          limit: '2',
          ...(cursor && { cursor }),
        },
      });
      seen.push(...page.items.map(({ principal }: any) => principal));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    expect(seen).toEqual(names.reverse().map(name => `external:${name}`));
    expect(await portal.grants({ entityRef: 'system:default/shop' })).toEqual(
      [],
    );
    expect((await portal.grants({ changeId: id, limit: '200' })).length).toBe(
      5,
    );
  });

  it('is what approvers see, and an edit of it is a new content', async () => {
    const id = await portal.change('authorization', { grants: [read] });
    const before = await portal.ask('omar', 'getChange', { path: { id } });
    const { access, digest, contentRevision, revision } = before;
    const after = await portal.ask('amina', 'editChange', {
      path: { id },
      body: {
        revision,
        access: { ...access, grants: [{ ...read, permission: 'db:admin' }] },
      },
    });
    expect(after.digest).not.toBe(digest);
    expect(after.contentRevision).toBe(contentRevision + 1);
    expect(after.access.grants[0].permission).toBe('db:admin');
    expect(
      after.approvalRequirements.every(({ decision }: any) => !decision),
    ).toBe(true);
  });

  it('refuses a list that cannot be, field by field', async () => {
    const create = (more: object) =>
      portal.send('amina', 'createChange', {
        body: form({ affectedEntities: [ledger], ...more }),
      });
    const fieldsOf = async (more: object) => {
      const { status, body } = await create(more);
      return [status, body.error.fields.map(({ path }: any) => path)];
    };
    expect(
      await fieldsOf({ category: 'database', access: { grants: [read] } }),
    ).toEqual([400, ['access']]);
    const orders = { ...read, entityRef: 'component:default/orders' };
    expect(
      await fieldsOf({
        category: 'access',
        access: {
          grants: [read, orders],
          revocations: [orders],
        },
      }),
    ).toEqual([
      400,
      ['access.revocations.0.entityRef', 'access.grants.1.entityRef'],
    ]);
    expect(
      await fieldsOf({
        category: 'access',
        access: {
          grants: [
            { ...read, from: ahead(day), until: ahead(minute) },
            { ...read, principal: 'two words' },
            { ...read, principal: 'user:' },
          ],
        },
      }),
    ).toEqual([
      400,
      [
        'access.grants.0.until',
        'access.grants.1.principal',
        'access.grants.2.principal',
      ],
    ]);

    const id = await portal.request({
      revocations: [read, { ...read, principal: 'external:none' }],
    });
    const submitted = await portal.send('amina', 'submitChange', {
      path: { id },
      body: {},
    });
    expect([
      submitted.status,
      submitted.body.error.fields.map(({ path }: any) => path),
    ]).toEqual([400, ['access.revocations.0', 'access.revocations.1']]);
    const { revision } = await portal.ask('amina', 'getChange', {
      path: { id },
    });
    const moved = await portal.send('amina', 'editChange', {
      path: { id },
      body: { revision, category: 'database' },
    });
    expect([moved.status, moved.body.error.fields[0].path]).toEqual([
      400,
      'access',
    ]);
  });

  it('takes a grant into a draft, and at once into what is being implemented', async () => {
    const draft = await portal.request();
    const proposed = await portal.add('amina', { changeId: draft, ...read });
    expect([proposed.status, proposed.body]).toEqual([
      201,
      { status: 'proposed', changeId: draft, acts: [] },
    ]);
    expect(
      (await portal.add('omar', { changeId: draft, ...read })).status,
    ).toBe(403);
    const { access } = await portal.take(draft, 'approved');
    expect(access).toEqual({ grants: [read], revocations: [] });
    const tooEarly = await portal.add('amina', { changeId: draft, ...read });
    expect([tooEarly.status, tooEarly.body.error.message]).toEqual([
      409,
      expect.stringContaining('altering access is possible in implementation'),
    ]);
    await portal.take(draft, 'implementation');
    const foreign = await portal.add('amina', {
      ...{ changeId: draft, ...read },
      permission: 'db:admin',
    });
    expect([foreign.status, foreign.body.error.message]).toEqual([
      409,
      expect.stringContaining(`${draft} does not carry this`),
    ]);
    expect(
      (await portal.add('youssef', { changeId: draft, ...read })).status,
    ).toBe(403);
    expect(
      (await portal.add('hind', { changeId: draft, ...read })).status,
    ).toBe(403);
    const key = 'once';
    const body = { changeId: draft, ...read };
    const [one, other] = await Promise.all([
      portal.add('amina', body, key),
      portal.add('amina', body, key),
    ]);
    expect(one.body).toEqual(other.body);
    expect(one.body.acts).toEqual([
      expect.objectContaining({ type: 'granted', id: `${draft}-1` }),
    ]);
    const again = await portal.add('amina', body);
    expect([again.status, again.body.acts]).toEqual([201, []]);
    await portal.take(draft, 'review');
    expect((await portal.grants()).map(({ id }) => id)).toEqual([`${draft}-1`]);
    expect((await portal.add('amina', body)).status).toBe(409);

    // One without a list was approved by its text.
    const free = await portal.change('implementation');
    const longer = { changeId: free, ...read, permission: 'db:write' };
    expect((await portal.add('amina', longer)).status).toBe(201);
    const uncovered = await portal.add('amina', {
      ...longer,
      entityRef: 'component:default/orders',
    });
    expect([uncovered.status, uncovered.body.error.message]).toEqual([
      409,
      expect.stringContaining('does not cover'),
    ]);
    expect((await portal.revoke('amina', `${draft}-1`, free)).status).toBe(201);
    expect((await portal.grants()).map(({ id }) => id)).toEqual([`${free}-1`]);
    expect((await portal.revoke('amina', 'CHG-1-9', free)).status).toBe(404);
  });

  it('knows no change of another category', async () => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({ affectedEntities: [ledger] }),
    });
    const refused = await portal.add('amina', { changeId: id, ...read });
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      `${id} is of category application; only changes of category access grant and revoke access.`,
    ]);
  });

  it('is set back when a change is rolled back, unless another has moved on', async () => {
    const first = await portal.change('review', {
      grants: [read, { ...read, permission: 'db:write' }],
    });
    clock.wait(60);
    const second = await portal.change('review', {
      revocations: [read],
      grants: [{ ...read, permission: 'db:admin' }],
    });
    clock.wait(60);
    const held = async () =>
      (await portal.grants()).map(({ permission }) => permission).sort();
    expect(await held()).toEqual(['db:admin', 'db:write']);
    await portal.rollBack(second);
    expect(await held()).toEqual(['db:read', 'db:write']);
    const [again] = await portal.grants({ permission: 'db:read' });
    expect(again).toMatchObject({ id: `${second}-2`, grantedBy: second });

    const third = await portal.change('review', { revocations: [read] });
    await portal.rollBack(first);
    expect(await held()).toEqual([]);
    expect(await portal.logOf(first)).toEqual([
      expect.stringContaining('2 granted'),
      expect.stringContaining('1 revoked'),
      expect.stringMatching(/db:read.*: CHG-\d+ has revoked it since/),
    ]);
    await portal.change('review', { grants: [read] });
    await portal.rollBack(third);
    expect(await held()).toEqual(['db:read']);
    expect((await portal.logOf(third)).pop()).toContain('has granted it since');
  });

  it('makes nothing of an unsuccessful change', async () => {
    const id = await portal.change('implementation', { grants: [read] });
    await portal.step('amina', 'completeChange', id, {
      outcome: 'unsuccessful',
      result: 'The database refused',
    });
    expect(await portal.grants({ status: 'all' })).toEqual([]);
    expect(await portal.logOf(id)).toEqual([
      expect.stringContaining('Not granted: db:read'),
    ]);
  });

  it('says while a form is filled in what it would revoke that nobody holds', async () => {
    const write = { ...read, permission: 'db:write' };
    await portal.change('review', { grants: [read] });
    const missing = async (more: object = {}) => {
      const preview = await portal.ask('amina', 'previewChange', {
        body: form({
          category: 'access',
          affectedEntities: [ledger],
          access: { grants: [], revocations: [read, write] },
          ...more,
        }),
      });
      return preview.missing.map(({ path, message }: any) => [path, message]);
    };
    expect(await missing()).toEqual([
      ['access.revocations.1', expect.stringContaining('db:write')],
    ]);
    await portal.change('review', { grants: [write] });
    expect(await missing()).toEqual([]);
    await portal.change('review', { revocations: [read] });
    expect(await missing()).toEqual([
      ['access.revocations.0', expect.stringContaining('is not held')],
    ]);
  });

  it('raises one task when access expires, with two replicas', async () => {
    const replica = await startWithAccess(knex, {
      features: [policy.feature],
    });
    const until = ahead(20 * day);
    const access = [read, { ...read, permission: 'db:write' }];
    await portal.change('review', {
      grants: access.map(each => ({ ...each, until })),
    });
    const told = () =>
      knex('notices').where({ kind: 'access' }).orderBy('created_at');
    const watchAll = () => Promise.all([portal.watch(), replica.watch()]);
    await watchAll();
    expect(await told()).toEqual([]);
    clock.wait(14 * 24 * 60);
    await watchAll();
    await watchAll();
    expect((await told()).map(({ title }) => title)).toEqual([
      '2 grants of access expire soon',
    ]);
    clock.wait(7 * 24 * 60);
    await watchAll();
    await watchAll();
    const notices = await told();
    expect(notices.length).toBe(2);
    expect(notices[1]).toMatchObject({
      title: '2 grants of access have expired',
      recipients: JSON.stringify(['group:default/payments-team']),
    });
    const open = await portal.grants({ status: 'expired', revocation: 'open' });
    expect(open.length).toBe(2);
    expect(open[0].revocation).toEqual({
      status: 'open',
      raisedAt: ahead(0),
      dueAt: ahead(3 * day),
      assignees: ['group:default/payments-team'],
    });
    const { history } = await portal.ask('omar', 'getAccessGrant', {
      path: { id: open[0].id },
    });
    expect(history.map(({ type }: any) => type)).toEqual([
      'granted',
      'expired',
    ]);

    await portal.change('review', { revocations: [read] });
    const left = await portal.grants({ status: 'expired', revocation: 'open' });
    expect(left.map(({ permission }) => permission)).toEqual(['db:write']);
    const [done] = await portal.grants({ status: 'revoked' });
    expect(done.revocation?.status).toBe('done');
  });

  it('is for the change managers to have revoked where an entity has no owner', async () => {
    const entityRef = 'resource:default/orphan';
    const grants = [{ ...read, entityRef, until: ahead(day) }];
    const id = await portal.request(
      { grants },
      { affectedEntities: [entityRef] },
    );
    await portal.take(id, 'review');
    clock.wait(25 * 60);
    await portal.watch();

    const [{ recipients }] = await knex('notices').where({ kind: 'access' });
    const [{ revocation }] = await portal.grants({ status: 'expired' });
    expect(revocation?.assignees).toEqual(JSON.parse(recipients));
    expect(revocation?.assignees).toEqual(['group:default/office']);
  });

  it('grants the same access once to changes that are completed at once', async () => {
    const changes = [
      await portal.change('implementation', { grants: [read] }),
      await portal.change('implementation', {
        grants: [{ ...read, until: ahead(day) }],
      }),
    ];
    for (const id of changes) {
      await portal.step('amina', 'addLogEntry', id, {
        summary: 'Done',
        whatChanged: 'What the plan says',
      });
    }
    await Promise.all(
      changes.map(id =>
        portal.step('amina', 'completeChange', id, {
          outcome: 'successful',
          result: 'Fine',
        }),
      ),
    );
    const [grant, ...more] = await portal.grants();
    expect(more).toEqual([]);
    expect(grant.until).toBeUndefined();
  });

  it('is read as far as the changes behind it are', async () => {
    const id = await portal.change('review', { grants: [read] });
    const hidden = await portal.change(
      'review',
      { grants: [{ ...read, permission: 'db:write' }] },
      'bilal',
    );
    const revoking = await portal.change(
      'review',
      { revocations: [read] },
      'bilal',
    );
    policy.set({
      read: createChangeRequestConditionalDecision(changeReadPermission, {
        not: changeRequestConditions.isRequester({
          userRefs: ['user:default/bilal'],
        }),
      }),
    });
    const seen = await portal.grants({ status: 'all' });
    expect(seen.map(grant => grant.id)).toEqual([`${id}-1`]);
    expect(seen[0].status).toBe('revoked');
    expect(seen[0].revokedBy).toBeUndefined();
    const { history } = await portal.ask('omar', 'getAccessGrant', {
      path: { id: `${id}-1` },
    });
    expect(JSON.stringify(history)).not.toContain(revoking);
    const missing = await portal.send('omar', 'getAccessGrant', {
      path: { id: `${hidden}-1` },
    });
    expect([missing.status, missing.body.error.message]).toEqual([
      404,
      `There is no access grant ${hidden}-1.`,
    ]);
    policy.set();
    expect((await portal.grants({ status: 'all' })).length).toBe(2);
  });
});
