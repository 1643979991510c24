import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  ClientContactResolver,
  NoticeChannel,
} from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { Bundles } from '../Bundles';
import { joinChannels } from '../channels';
import { Notice } from '../NoticeService';
import { NoticeStore } from '../NoticeStore';
import { NotificationsChannel } from '../NotificationsChannel';
import { OutboxNoticeService } from '../OutboxNoticeService';
import { Preferences } from '../Preferences';
import { Readers } from '../Readers';

export const directory = resolvePackagePath(
  'backstage-plugin-change-management-backend',
  'migrations',
);

/** Users of each group. */
const members: Record<string, string[]> = {
  'group:default/office': ['user:default/amina', 'user:default/salma'],
};

export function notice(title: string, more: Partial<Notice> = {}): Notice {
  return {
    changeId: 'CHG-1042',
    kind: 'approval',
    purpose: 'ask',
    recipients: ['group:default/office', 'user:default/nadia'],
    excluded: ['user:default/amina'],
    title,
    description: 'It is urgent.',
    link: '/change-management/changes/CHG-1042',
    severity: 'high',
    ...more,
  };
}

const opened = new Map<string, Promise<Knex>>();

async function open(databases: TestDatabases, databaseId: TestDatabaseId) {
  const knex = await databases.init(databaseId);
  await knex.migrate.latest({ directory });
  return knex;
}

/** A portal with a clock that the test moves, and people whose notifications it can read. */
export async function portal(
  databases: TestDatabases,
  databaseId: TestDatabaseId,
) {
  opened.set(databaseId, opened.get(databaseId) ?? open(databases, databaseId));
  const knex = await opened.get(databaseId)!;
  for (const table of [
    'notices',
    'notice_deliveries',
    'notice_readers',
    'notice_acknowledgements',
    'notice_preferences',
  ]) {
    await knex(table).delete();
  }
  let now = Date.parse('2026-12-01T12:00:00Z');
  const clock = () => new Date(now);
  const sent: NotificationSendOptions[] = [];
  const store = new NoticeStore(knex);
  const logger = mockServices.logger.mock();
  const preferences = new Preferences({
    database: knex,
    digestHour: 7,
    now: clock,
  });

  function replica(
    send: (options: NotificationSendOptions) => Promise<void> = async () => {},
    channels: NoticeChannel[] = [],
    resolvers: ClientContactResolver[] = [],
  ) {
    return new OutboxNoticeService({
      store,
      bundles: new Bundles({ database: knex, store }),
      channels: joinChannels(
        new NotificationsChannel({
          notifications: {
            send: async options => {
              await send(options);
              sent.push(options);
            },
          },
          people: {
            find: async () => ({
              members,
              holders: {} as never,
              delegates: {},
            }),
          },
          readers: new Readers({ database: knex, preferences, now: clock }),
        }),
        channels,
      ),
      resolvers,
      logger,
      scheduler: mockServices.scheduler.mock(),
      now: clock,
    });
  }

  return {
    knex,
    store,
    preferences,
    logger,
    sent,
    replica,
    titles: () => sent.map(({ payload }) => payload.title).sort(),
    time: clock,
    wait: (ms: number) => {
      now += ms;
    },
    enqueue: (...titles: string[]) =>
      knex.transaction(tx =>
        replica().enqueue(
          tx,
          titles.map(title => notice(title)),
        ),
      ),
    delivery: async (channel = 'notifications') =>
      (await knex('notice_deliveries').where({ channel }))[0],
  };
}
