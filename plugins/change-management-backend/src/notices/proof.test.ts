import { createServiceFactory } from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  NoticePage,
  NoticeView,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { organisation } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { hashEvent } from '../audit/chain';
import { RecordTrail } from '../audit/RecordTrail';
import { entity } from '../catalog/__testUtils__/catalog';
import {
  adjustablePolicy,
  deny,
} from '../permissions/__testUtils__/adjustablePolicy';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

const watched = entity('component:default/watched', [
  'ownedBy group:default/payments-team',
]);
watched.metadata.annotations = {
  'change-management/client-contacts':
    'noc@bank.example, user:default/omar ,group:board',
};

describe.each(supported)('the proof of notice, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  const policy = adjustablePolicy();
  const notifications = { isAway: false };
  beforeAll(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      entities: [...organisation, watched],
      features: [
        policy.feature,
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            async send() {
              if (notifications.isAway) {
                throw new Error('Request failed with status 503');
              }
            },
          }),
        }),
      ],
    });
  });
  afterEach(() => {
    policy.set();
    notifications.isAway = false;
  });

  async function noticesOf(id: string, name = 'hind') {
    const page: NoticePage = await portal.ask(name, 'listNotices', {
      path: { id },
    });
    return page;
  }

  /** The notice of this title once it is as it should be. */
  async function noticeWhen(
    id: string,
    title: string,
    isReady: (notice: NoticeView) => boolean,
  ): Promise<NoticeView> {
    for (let left = 200; left > 0; left--) {
      const { items } = await noticesOf(id);
      const found = items.find(notice => notice.title.includes(title));
      if (found && isReady(found)) {
        return found;
      }
      await new Promise(done => setTimeout(done, 50));
    }
    throw new Error(`No notice of ${id} “${title}” has got there`);
  }

  const isHandedOver = ({ deliveries }: NoticeView) =>
    deliveries.every(({ status }) => status === 'handed-over');

  async function submitted(more: object = {}) {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form(more),
    });
    await portal.step('amina', 'submitChange', id);
    return id as string;
  }

  const acknowledge = (name: string, id: string) =>
    portal.send(name, 'acknowledgeNotice', { path: { id }, body: {} });

  it('says to whom, by which channel and when, users behind groups included', async () => {
    const id = await submitted();
    const asked = await noticeWhen(id, 'needs your assessment', isHandedOver);

    expect(asked).toMatchObject({
      changeId: id,
      kind: 'assessment',
      purpose: 'ask',
      recipients: ['group:default/payments-team'],
      addresses: [],
      unreached: false,
      acknowledgements: [],
      mayAcknowledge: false,
    });
    const [delivery] = asked.deliveries;
    expect(delivery).toMatchObject({ channel: 'notifications', attempts: 1 });
    expect(asked.readers).toEqual([
      {
        userRef: 'user:default/youssef',
        manner: 'direct',
        handedOverAt: delivery.handedOverAt,
      },
    ]);
  });

  it('shows a channel that fails, with the reason', async () => {
    notifications.isAway = true;
    const id = await submitted();
    const { deliveries } = await noticeWhen(
      id,
      'needs your assessment',
      notice => notice.deliveries[0].status === 'failing',
    );

    expect(deliveries[0].failure).toContain('status 503');
    expect(deliveries[0].handedOverAt).toBeUndefined();
    expect(deliveries[0].nextAttemptAt).toBeDefined();
  });

  it('has who acknowledged it, once each, in a trail that cannot be altered unseen', async () => {
    const id = await submitted();
    const { items } = await noticesOf(id, 'youssef');
    const asked = items.find(({ kind }) => kind === 'assessment')!;
    expect(asked.mayAcknowledge).toBe(true);

    const first = await acknowledge('youssef', asked.id);
    expect(first.body).toMatchObject({
      acknowledgements: [{ userRef: 'user:default/youssef' }],
      mayAcknowledge: false,
    });
    const again = await acknowledge('youssef', asked.id);
    expect(again.status).toBe(200);
    expect(again.body.acknowledgements).toEqual(first.body.acknowledgements);

    const trail = await new RecordTrail(knex).list(`notice:${asked.id}`);
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({
      type: 'acknowledged',
      actor: 'user:default/youssef',
      data: { changeId: id },
    });
    expect(hashEvent(trail[0])).toBe(trail[0].hash);
  });

  it('is acknowledged by those alone whom it is for', async () => {
    const id = await submitted();
    const [asked] = (await noticesOf(id)).items;
    for (const name of ['omar', 'amina', 'salma']) {
      const { status, body } = await acknowledge(name, asked.id);
      expect([name, status]).toEqual([name, 403]);
      expect(body.error.message).toContain(`user:default/${name}`);
    }
  });

  it('does not exist for who may not see the change', async () => {
    const id = await submitted();
    const [asked] = (await noticesOf(id)).items;
    policy.set({ read: deny });
    const [unseen, unknown, odd] = await Promise.all([
      acknowledge('youssef', asked.id),
      acknowledge('youssef', 'b7c5b1f0-27a5-4d3e-8b6b-0d4c1c1d3a11'),
      acknowledge('youssef', 'CHG-1'),
    ]);
    const said = ({ body }: typeof unseen) =>
      body.error.message.replace(/\S+$/, '…');
    expect([unseen, unknown, odd].map(({ status }) => status)).toEqual([
      404, 404, 404,
    ]);
    expect(said(unseen)).toBe(said(unknown));
    const list = await portal.send('youssef', 'listNotices', { path: { id } });
    expect(list.status).toBe(404);
  });

  it('reaches the contacts of clients, and says whom no channel leads to', async () => {
    const id = await submitted({
      affectedEntities: ['component:default/watched'],
      expectedDowntimeMinutes: 30,
    });
    await walk(portal, id, 'scheduled');
    const { items, lead } = await noticesOf(id);
    const client = items.find(({ kind }) => kind === 'client')!;

    expect(client).toMatchObject({
      purpose: 'advance',
      recipients: ['user:default/omar', 'group:default/board'],
      addresses: ['noc@bank.example'],
      unreached: true,
    });
    expect(client.description).toContain('30 minutes of downtime are expected');
    expect((await acknowledge('nadia', client.id)).status).toBe(200);
    expect(lead).toEqual({ demandedHours: 72, givenHours: 0 });
  });

  it('comes in pages, the latest first', async () => {
    const id = await submitted();
    await walk(portal, id, 'approved');
    const { items } = await noticesOf(id);
    const titles = items.map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(2);
    expect(titles[titles.length - 1]).toContain('needs your assessment');

    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page: NoticePage = await portal.ask('hind', 'listNotices', {
        path: { id },
        query: { limit: '1', ...(cursor && { cursor }) },
      });
      paged.push(...page.items.map(({ title }) => title));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    expect(paged).toEqual(titles);
  });

  it('lets everybody choose for themselves, and nothing that asks be muted', async () => {
    const chosen = { digest: 'daily', muted: ['conversation'] };
    const set = await portal.ask('omar', 'setNoticePreferences', {
      body: chosen,
    });
    expect(set).toEqual({ ...chosen, digestHour: 7 });
    await portal.ask('omar', 'setNoticePreferences', { body: { muted: [] } });
    expect(await portal.ask('omar', 'getNoticePreferences')).toEqual({
      digest: 'daily',
      muted: [],
      digestHour: 7,
    });
    expect(await portal.ask('hind', 'getNoticePreferences')).toEqual({
      digest: 'none',
      muted: [],
      digestHour: 7,
    });
    const refused = await portal.send('omar', 'setNoticePreferences', {
      body: { digest: 'hourly', muted: ['approval'] },
    });
    expect(refused.status).toBe(400);
    expect(
      refused.body.error.fields.map(({ path }: { path: string }) => path),
    ).toEqual(['digest', 'muted.0']);
  });
});
