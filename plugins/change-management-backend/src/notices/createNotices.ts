import {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  ClientContactResolver,
  NoticeChannel,
} from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { PeopleDirectory } from '../people/PeopleDirectory';
import { Idempotency } from '../platform/Idempotency';
import { Bundles } from './Bundles';
import { joinChannels } from './channels';
import { NoticeBook } from './NoticeBook';
import { NoticeStore } from './NoticeStore';
import { NotificationsChannel } from './NotificationsChannel';
import { OutboxNoticeService } from './OutboxNoticeService';
import { Preferences } from './Preferences';
import { Readers } from './Readers';
import { readNoticeConfig } from './readNoticeConfig';
import { WebhookChannel } from './WebhookChannel';

/**
 * The room of notices: what is made from what.
 *
 * @throws InputError where `changeManagement.notices` is not sound
 */
export function createNotices(options: {
  config: RootConfigService;
  database: Knex;
  notifications: NotificationService;
  people: PeopleDirectory;
  trail: RecordTrail;
  idempotency: Idempotency;
  channels: NoticeChannel[];
  resolvers: ClientContactResolver[];
  scheduler: SchedulerService;
  logger: LoggerService;
  clock: () => Date;
}) {
  const { config, database, notifications, people, trail, clock } = options;
  const { digestHour, webhooks } = readNoticeConfig(config);
  const appUrl = config.getOptionalString('app.baseUrl') ?? '';
  const preferences = new Preferences({ database, digestHour, now: clock });
  const readers = new Readers({ database, preferences, now: clock });
  const store = new NoticeStore(database);
  const notices = new OutboxNoticeService({
    store,
    bundles: new Bundles({ database, store }),
    channels: joinChannels(
      new NotificationsChannel({ notifications, people, readers }),
      [
        ...webhooks.map(
          webhook => new WebhookChannel(webhook, { appUrl, now: clock }),
        ),
        ...options.channels,
      ],
    ),
    resolvers: options.resolvers,
    scheduler: options.scheduler,
    logger: options.logger,
    now: clock,
  });
  const { idempotency } = options;
  return {
    notices,
    preferences,
    noticeBook: new NoticeBook({ database, trail, idempotency, clock }),
  };
}
