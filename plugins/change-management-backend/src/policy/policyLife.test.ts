import { createServiceFactory } from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  PolicyReaders,
  PolicyVersionView,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { reviewRoom } from '../reviews/__testUtils__/room';
import { amended, arrangePolicy } from './__testUtils__/amended';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const day = 24 * 60 * 60 * 1000;
const inDays = (days: number) =>
  new Date(Date.now() + days * day).toISOString().slice(0, 10);
const path = { version: '1.1' };
const everybody = [
  ['user:default/amina', ['implementer']],
  ['user:default/bilal', ['implementer']],
  ['user:default/hind', ['auditor']],
  ['user:default/karim', ['securityManager']],
  ['user:default/nadia', ['cto']],
  ['user:default/salma', ['changeManager', 'cto']],
  ['user:default/youssef', []],
];

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe.each(supported)('the life of the policy, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let sent: any[];
  beforeEach(async () => {
    // Of this portal alone: the one before may still be sending.
    const notifications: any[] = [];
    sent = notifications;
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      features: [
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            async send(notification) {
              notifications.push(notification);
            },
          }),
        }),
      ],
      config: {
        changeManagement: {
          roles,
          policy: { announceTo: ['group:default/payments-team'] },
        },
      },
    });
  });
  afterEach(() => jest.useRealTimers());

  const statusOf = async (...args: Parameters<Portal['send']>) => {
    const { status, body } = await portal.send(...args);
    return [status, body.error?.message];
  };
  const announcementsOf = async (name: string) =>
    (await portal.ask(name, 'listPolicyAnnouncements')).items.map(
      ({ version, inForce }: any) => [version, inForce],
    );
  const acknowledge = (name: string, version = '1.1') =>
    portal.send(name, 'acknowledgePolicy', { path: { version }, body: {} });

  it('begins with findings, which stay with the version', async () => {
    const { ask } = portal;
    const { id: reviewId } = await reviewRoom(knex).arrange(portal, 'review');
    const findings = [{ reviewId, findingId: '1' }];
    const document = amended();
    const unknown = [
      ...findings,
      { reviewId: 'REV-999', findingId: '1' },
      { reviewId, findingId: '2' },
    ];
    const fieldsOf = (body: any) =>
      body.error.fields.map((field: any) => [field.path, field.message]);
    const missing = [
      ['findings.1.reviewId', 'there is no review REV-999'],
      ['findings.2.findingId', `${reviewId} has no finding 2`],
    ];
    const refused = await portal.send('salma', 'proposePolicy', {
      body: { document, findings: unknown },
    });
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, missing]);
    const draft: PolicyVersionView = await ask('salma', 'proposePolicy', {
      body: { document, findings },
    });
    expect(draft).toMatchObject({
      findings,
      allowedActions: ['edit', 'withdraw'],
    });
    expect(draft.history[0].data).toMatchObject({ findings });
    const kept = await ask('karim', 'editPolicy', {
      path,
      body: { digest: draft.digest, document, note: 'Once more' },
    });
    expect(kept.findings).toEqual(findings);
    const edited = await portal.send('karim', 'editPolicy', {
      path,
      body: { digest: draft.digest, document, findings: unknown },
    });
    expect([edited.status, fieldsOf(edited.body)]).toEqual([400, missing]);
    const { status, body } = await portal.send('karim', 'editPolicy', {
      path,
      body: {
        digest: draft.digest,
        document,
        findings: [{ reviewId: 'PIR 3', findingId: '' }],
      },
    });
    expect([status, body.error.fields.map((f: any) => f.path)]).toEqual([
      400,
      ['findings.0.reviewId', 'findings.0.findingId'],
    ]);
  });

  it('ends for a version that is withdrawn before it is published', async () => {
    const { ask } = portal;
    await arrangePolicy(portal, amended(), 'approved');
    const withdrawing = (name: string) =>
      statusOf(name, 'withdrawPolicy', { path, body: { reason: 'Too soon' } });
    expect(await withdrawing('hind')).toEqual([403, expect.anything()]);
    expect(await withdrawing('amina')).toEqual([403, expect.anything()]);
    expect(await withdrawing('salma')).toEqual([200, undefined]);
    expect(await withdrawing('salma')).toEqual([
      409,
      'The policy 1.1 is withdrawn already.',
    ]);
    const view: PolicyVersionView = await ask('omar', 'getPolicyVersion', {
      path,
    });
    expect(view).toMatchObject({
      state: 'withdrawn',
      withdrawn: { by: 'user:default/salma' },
    });
    expect(view.history.at(-1)).toMatchObject({
      type: 'withdrawn',
      data: { reason: 'Too soon' },
    });
    expect(
      await statusOf('nadia', 'publishPolicy', { path, body: {} }),
    ).toEqual([409, 'The policy 1.1 is withdrawn already.']);
    await arrangePolicy(portal, amended('1.2'), 'published');
    expect(
      await statusOf('salma', 'withdrawPolicy', {
        path: { version: '1.2' },
        body: { reason: 'Too late' },
      }),
    ).toEqual([409, 'The policy 1.2 is published already.']);
  });

  it('is announced to all whom it concerns, in words', async () => {
    await arrangePolicy(
      portal,
      amended('1.1', policy => {
        policy.notice.hours = 36;
        policy.clauses[0].text = 'Keep the lights on.';
      }),
      'published',
    );
    await waitFor(() => sent.length > 0);
    expect(sent).toHaveLength(1);
    const [{ recipients, payload }] = sent;
    expect(recipients.entityRef).toEqual(
      expect.arrayContaining([
        'group:default/office',
        'group:default/devops',
        'group:default/audit',
        'user:default/karim',
        'group:default/payments-team',
      ]),
    );
    // She published it herself.
    expect(recipients.excludeEntityRef).toContain('user:default/nadia');
    expect(payload).toMatchObject({
      topic: 'policy',
      title: 'Policy 1.1 is in force: please read it',
      link: '/change-management/policy?version=1.1&against=1.0',
    });
    expect(payload.description).toContain('notice.hours: 24 → 36');
    expect(payload.description).toContain('§1');
  });

  it('asks each of them to read it, once', async () => {
    const { ask } = portal;
    // The first one was in force before anybody was asked.
    expect(await announcementsOf('amina')).toEqual([]);
    expect((await acknowledge('amina', '1.0')).status).toBe(409);
    await arrangePolicy(portal, amended(), 'approved');
    expect((await acknowledge('amina')).status).toBe(409);
    await ask('nadia', 'publishPolicy', { path, body: {} });

    expect(await announcementsOf('amina')).toEqual([['1.1', true]]);
    expect(await announcementsOf('youssef')).toEqual([['1.1', true]]);
    // He holds no role, and belongs to nobody whom it is announced to.
    expect(await announcementsOf('omar')).toEqual([]);
    expect((await acknowledge('omar')).status).toBe(403);
    expect((await acknowledge('amina', '7.0')).status).toBe(404);

    const first = (await acknowledge('amina')).body;
    expect(first.reading).toEqual({
      asked: true,
      acknowledgedAt: expect.any(String),
    });
    const again = (await acknowledge('amina')).body;
    expect(again.reading).toEqual(first.reading);
    expect(await announcementsOf('amina')).toEqual([]);
    const trail = await knex('record_events').where({ type: 'acknowledged' });
    expect(trail).toMatchObject([
      {
        subject: 'policy-reading:1.1:user:default/amina',
        actor: 'user:default/amina',
      },
    ]);
    const statuses = await Promise.all(
      Array.from(
        { length: 5 },
        async () => (await acknowledge('bilal')).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(
      await knex('record_events').where({ type: 'acknowledged' }),
    ).toHaveLength(2);
  });

  it('shows who has read it to those who oversee it', async () => {
    const { ask } = portal;
    await arrangePolicy(portal, amended(), 'published');
    await acknowledge('youssef');
    await acknowledge('hind');
    for (const name of ['amina', 'youssef', 'omar']) {
      expect(
        (await portal.send(name, 'listPolicyReaders', { path })).status,
      ).toBe(403);
    }
    const read = (query = {}): Promise<PolicyReaders> =>
      ask('hind', 'listPolicyReaders', { path, query });
    const all = await read();
    expect(all).toMatchObject({ concerned: 7, acknowledged: 2 });
    expect(all.items.map(reader => [reader.userRef, reader.roles])).toEqual(
      everybody,
    );
    const namesOf = ({ items }: PolicyReaders) =>
      items.map(({ userRef }) => userRef.split('/')[1]);
    expect(namesOf(await read({ status: 'acknowledged' }))).toEqual([
      'hind',
      'youssef',
    ]);
    const two = await read({ status: 'open', limit: '2' });
    expect(namesOf(two)).toEqual(['amina', 'bilal']);
    const next = await read({
      status: 'open',
      limit: '2',
      cursor: two.pageInfo.nextCursor!,
    });
    expect(namesOf(next)).toEqual(['karim', 'nadia']);
    const back = await read({
      status: 'open',
      limit: '2',
      cursor: next.pageInfo.prevCursor!,
    });
    expect(namesOf(back)).toEqual(['amina', 'bilal']);
    expect(
      (
        await portal.send('hind', 'listPolicyReaders', {
          path: { version: '7.0' },
        })
      ).status,
    ).toBe(404);
  });

  it('takes effect on its date without anybody doing anything, and ends with the next one', async () => {
    const { ask } = portal;
    const { wait } = stopClock();
    await arrangePolicy(portal, amended(), 'approved');
    await ask('salma', 'publishPolicy', {
      path,
      body: { effectiveDate: inDays(30) },
    });
    const spans = async () =>
      (await ask('omar', 'listPolicies')).items.map((policy: any) => [
        policy.version,
        policy.inForce,
        policy.effectiveUntil,
        policy.supersedes,
      ]);
    const first = inDays(30);
    expect(await spans()).toEqual([
      ['1.1', false, undefined, '1.0'],
      ['1.0', true, first, undefined],
    ]);
    expect(await announcementsOf('amina')).toEqual([['1.1', false]]);
    wait(29 * 24 * 60);
    expect((await ask('omar', 'getPolicy')).version).toBe('1.0');
    // Noon becomes midnight.
    wait(12 * 60);
    expect((await ask('omar', 'getPolicy')).version).toBe('1.1');
    expect(await spans()).toEqual([
      ['1.1', true, undefined, '1.0'],
      ['1.0', false, first, undefined],
    ]);
    expect(await announcementsOf('amina')).toEqual([['1.1', true]]);

    await arrangePolicy(portal, amended('1.2'), 'published');
    expect(await announcementsOf('amina')).toEqual([['1.2', true]]);
    const { status, body } = await acknowledge('amina');
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('superseded'),
    ]);
  });

  it('asks to be reviewed half a year after it took effect', async () => {
    await arrangePolicy(portal, amended(), 'published');
    const page = await portal.ask('omar', 'listPolicies');
    const due = new Date();
    due.setUTCMonth(due.getUTCMonth() + 6);
    expect(page.nextReview.because).toBe('regular');
    expect(
      Math.abs(Date.parse(page.nextReview.date) - due.getTime()),
    ).toBeLessThan(4 * day);
    expect([page.mayPropose, page.mayOversee]).toEqual([false, false]);
    const audited = await portal.ask('hind', 'listPolicies');
    expect([audited.mayPropose, audited.mayOversee]).toEqual([false, true]);
  });

  it('cannot be bent', async () => {
    const { ask } = portal;
    const document = amended();
    await ask('salma', 'proposePolicy', { body: { document } });
    const attempt = async (name: string, operation: any, body: object = {}) =>
      (await portal.send(name, operation, { path, body })).status;
    // She is a CTO, and its author.
    expect(await attempt('salma', 'approvePolicy')).toBe(403);
    expect(await attempt('nadia', 'publishPolicy')).toBe(409);
    const { digest } = await ask('hind', 'getPolicyVersion', { path });
    for (const name of ['hind', 'amina', 'omar']) {
      expect(await attempt(name, 'editPolicy', { digest, document })).toBe(403);
      expect(await attempt(name, 'proposePolicy', { document })).toBe(403);
      expect(await attempt(name, 'approvePolicy')).toBe(403);
      expect(await attempt(name, 'publishPolicy')).toBe(403);
    }
    await ask('nadia', 'approvePolicy', { path, body: {} });
    for (const effectiveDate of ['9999-12-31', '2100-01-01', '2020-01-01']) {
      const { status, body } = await portal.send('nadia', 'publishPolicy', {
        path,
        body: { effectiveDate },
      });
      expect([status, body.error.fields[0].path]).toEqual([
        400,
        'effectiveDate',
      ]);
    }
    const large = amended('1.2');
    large.clauses = Array.from({ length: 2_600 }, (_, index) => ({
      id: `§${index}`,
      section: 'Much',
      text: 'x'.repeat(2_000),
    }));
    expect(
      (
        await portal.send('salma', 'proposePolicy', {
          body: { document: large },
        })
      ).status,
    ).toBe(413);
  });

  it('has one version win where two are published for the same day at once', async () => {
    await arrangePolicy(portal, amended('1.1'), 'approved');
    await arrangePolicy(portal, amended('1.2'), 'approved');
    const answers = await Promise.all(
      ['1.1', '1.2'].map(version =>
        portal.send('nadia', 'publishPolicy', { path: { version }, body: {} }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { items } = await portal.ask('omar', 'listPolicies');
    expect(items.filter((policy: any) => policy.inForce)).toHaveLength(1);
    const { version } = await portal.ask('omar', 'getPolicy');
    expect(items.find((policy: any) => policy.inForce).version).toBe(version);
    expect(await announcementsOf('amina')).toEqual([[version, true]]);
  });
});

it('does not begin where the announcements are configured wrongly', async () => {
  const knex = await databases.init('SQLITE_3');
  await expect(
    startPortal({
      knex,
      config: {
        changeManagement: {
          policy: { announceTo: ['component:default/orders'] },
        },
      },
    }),
  ).rejects.toThrow('changeManagement.policy.announceTo');
});
