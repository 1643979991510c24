import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  NoticeChannel,
  OutgoingNotice,
} from 'backstage-plugin-change-management-node';
import { createHmac } from 'crypto';
import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { notice, portal } from './__testUtils__/outbox';
import { backOff } from './OutboxNoticeService';
import { readNoticeConfig } from './readNoticeConfig';
import { WebhookChannel } from './WebhookChannel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** A channel that keeps what it is given, and is down for as long as the test says. */
function chat(more: Partial<NoticeChannel> = {}) {
  const had: OutgoingNotice[] = [];
  const state = { isDown: false };
  const channel: NoticeChannel = {
    name: 'chat',
    async send(given) {
      if (state.isDown) {
        throw new Error('chat is closed');
      }
      had.push(given);
    },
    ...more,
  };
  return { had, state, channel };
}

describe.each(databases.eachSupportedId())('channels on %s', databaseId => {
  it('each hand over a notice, under the same id', async () => {
    const { knex, sent, replica } = await portal(databases, databaseId);
    const { had, channel } = chat();
    const service = replica(undefined, [channel]);
    await knex.transaction(tx =>
      service.enqueue(tx, [
        notice('Approve it', { addresses: ['crm@example.com'] }),
      ]),
    );
    await service.deliver();

    expect(sent).toHaveLength(1);
    expect(had).toEqual([
      expect.objectContaining({
        title: 'Approve it',
        recipients: ['group:default/office', 'user:default/nadia'],
        addresses: ['crm@example.com'],
        createdAt: '2026-12-01T12:00:00.000Z',
      }),
    ]);
    expect(sent[0].payload.scope).toBe(`change-notice:${had[0].id}`);
  });

  it('that are down are tried again by themselves, and hold no other one up', async () => {
    const { knex, delivery, replica, titles, wait } = await portal(
      databases,
      databaseId,
    );
    const { had, state, channel } = chat();
    const service = replica(undefined, [channel]);
    state.isDown = true;
    await knex.transaction(tx => service.enqueue(tx, [notice('Told')]));
    await service.deliver();

    expect(titles()).toEqual(['Told']);
    expect((await delivery('chat')).failure).toContain('chat is closed');
    expect((await delivery('notifications')).failure).toBeNull();

    state.isDown = false;
    wait(backOff(1));
    await service.deliver();
    expect(had.map(({ title }) => title)).toEqual(['Told']);
    expect(titles()).toEqual(['Told']);
  });

  it('take the kinds that they are for, and no digest unless they say so', async () => {
    const { knex, replica } = await portal(databases, databaseId);
    const all = chat();
    const clients = chat({ name: 'clients', kinds: ['client'] });
    const service = replica(undefined, [all.channel, clients.channel]);
    await knex.transaction(tx =>
      service.enqueue(tx, [
        notice('For clients', { kind: 'client' }),
        notice('For approvers'),
        notice('Seen before', { kind: 'digest' }),
      ]),
    );
    await service.deliver();

    const titlesOf = ({ had }: typeof all) => had.map(({ title }) => title);
    expect(titlesOf(all).sort()).toEqual(['For approvers', 'For clients']);
    expect(titlesOf(clients)).toEqual(['For clients']);
  });

  it('are shared among processes, no notice twice by one of them', async () => {
    const { knex, replica, titles } = await portal(databases, databaseId);
    const { had, channel } = chat();
    const slow = {
      ...channel,
      async send(given: OutgoingNotice) {
        await knex.raw('select 1');
        await channel.send(given);
      },
    };
    const all = Array.from({ length: 40 }, (_, i) => `Notice ${i}`);
    const processes = [1, 2, 3].map(() => replica(undefined, [slow]));
    await knex.transaction(tx =>
      processes[0].enqueue(
        tx,
        all.map(title => notice(title)),
      ),
    );
    await Promise.all(processes.map(one => one.deliver()));

    expect(titles()).toEqual(all.sort());
    expect(had.map(({ title }) => title).sort()).toEqual(all);
  });

  it('tell the contacts of clients that others know, once they can be asked', async () => {
    const { knex, sent, replica, wait } = await portal(databases, databaseId);
    const { had, channel } = chat();
    let isDown = true;
    const crm = {
      async contactsOf([ref]: string[]) {
        if (isDown) {
          throw new Error('The CRM does not answer');
        }
        return [`desk+${ref.split('/')[1]}@example.com`, 'user:omar'];
      },
    };
    const service = replica(undefined, [channel], [crm]);
    await knex.transaction(tx =>
      service.enqueue(tx, [
        notice('For clients', {
          kind: 'client',
          recipients: ['user:default/nadia'],
          about: ['component:default/orders'],
          contactsOpen: true,
        }),
      ]),
    );
    await service.deliver();
    expect([sent, had]).toEqual([[], []]);

    isDown = false;
    wait(backOff(1));
    await service.deliver();
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      expect.objectContaining({
        entityRef: ['user:default/nadia', 'user:default/omar'],
      }),
    ]);
    expect(had[0].addresses).toEqual(['desk+orders@example.com']);
  });
});

describe('a webhook', () => {
  let server: Server;
  let answer = 204;
  const received: { request: IncomingMessage; body: string }[] = [];
  beforeAll(
    () =>
      new Promise<void>(listening => {
        server = createServer(async (request, response) => {
          let body = '';
          for await (const chunk of request) {
            body += chunk;
          }
          received.push({ request, body });
          response
            .writeHead(answer, { Location: 'http://elsewhere.example' })
            .end();
        }).listen(0, '127.0.0.1', () => listening());
      }),
  );
  afterAll(() => new Promise(closed => server.close(closed)));

  const secret = 'only the two of us know';
  const hook = (url?: string) =>
    new WebhookChannel(
      {
        name: 'crm',
        url:
          url ??
          `http://127.0.0.1:${
            (server.address() as AddressInfo).port
          }/hook?key=abc`,
        secret,
      },
      {
        appUrl: 'https://portal.example/',
        now: () => new Date('2026-12-01T12:00:00Z'),
      },
    );
  const outgoing: OutgoingNotice = {
    ...notice('Überall'),
    id: '0b8e0c9e-7a55-4bd4-9a5f-0f8b1f3a2f10',
    createdAt: '2026-12-01T11:59:59.000Z',
    addresses: ['crm@example.com'],
  };

  it('is signed over the time and the body, and leads back into the portal', async () => {
    await hook().send(outgoing);

    const { request, body } = received[received.length - 1];
    const { headers } = request;
    expect(request.method).toBe('POST');
    expect(headers['x-change-management-notice']).toBe(outgoing.id);
    const timestamp = headers['x-change-management-timestamp'];
    expect(timestamp).toBe(`${Date.parse('2026-12-01T12:00:00Z') / 1000}`);
    expect(headers['x-change-management-signature']).toBe(
      `sha256=${createHmac('sha256', secret)
        .update(`${timestamp}.${body}`)
        .digest('hex')}`,
    );
    expect(JSON.parse(body)).toEqual({
      ...outgoing,
      link: 'https://portal.example/change-management/changes/CHG-1042',
    });
  });

  it.each([500, 404, 302])(
    'has failed where the answer is %s',
    async status => {
      answer = status;
      await expect(hook().send(outgoing)).rejects.toThrow(
        `crm answered ${status}`,
      );
      answer = 204;
    },
  );

  it('that cannot be reached does not give its address away', async () => {
    await expect(
      hook('http://127.0.0.1:9/hook?key=abc').send(outgoing),
    ).rejects.toThrow(/^crm could not be reached$/);
  });
});

describe('the configuration of notices', () => {
  const read = (notices: object) =>
    readNoticeConfig(
      mockServices.rootConfig({
        data: { changeManagement: { notices } as never },
      }),
    );
  const webhook = {
    name: 'crm',
    url: 'https://crm.example/hook',
    secret: 'only the two of us know',
  };

  it('may be left out', () => {
    expect(readNoticeConfig(mockServices.rootConfig({ data: {} }))).toEqual({
      digestHour: 7,
      webhooks: [],
    });
  });

  it('is refused with everything wrong in one message, and no secret in it', () => {
    const wrong = () =>
      read({
        digestHour: 24,
        webhooks: [
          webhook,
          { ...webhook, url: 'ftp://crm.example', kinds: ['gossip'] },
          { ...webhook, secret: 'psst' },
        ],
      });
    expect(wrong).toThrow(
      /digestHour: .*; webhooks\.1\.url: .*; webhooks\.1\.kinds\.0: .*; webhooks\.2\.secret: must have at least 16 characters/,
    );
    expect(wrong).not.toThrow(/psst/);
  });
});
