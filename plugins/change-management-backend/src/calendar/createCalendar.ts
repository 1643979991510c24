import {
  DiscoveryService,
  HttpRouterService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { CalendarService, CalendarServiceOptions } from './CalendarService';
import { CalendarTokenStore } from './CalendarTokenStore';
import { createFeedRouter, FEED_PATH } from './createFeedRouter';
import { ReadingRights } from './ReadingRights';

/** The calendar feeds, and the one route that is open to whoever knows a token. */
export function createCalendar(
  options: Pick<
    CalendarServiceOptions,
    'finder' | 'catalog' | 'trail' | 'idempotency' | 'clock'
  > &
    Omit<ConstructorParameters<typeof ReadingRights>[0], 'database'> & {
      database: Knex;
      config: RootConfigService;
      discovery: DiscoveryService;
      httpRouter: HttpRouterService;
      logger: LoggerService;
    },
) {
  const { database, config, discovery, httpRouter, logger } = options;
  const readingRights = new ReadingRights(options);
  const calendars = new CalendarService({
    ...options,
    store: new CalendarTokenStore(database),
    rights: readingRights,
    feedUrl: async () =>
      `${await discovery.getExternalBaseUrl('change-management')}${FEED_PATH}`,
    appUrl: config.getOptionalString('app.baseUrl')?.replace(/\/+$/, ''),
  });
  httpRouter.addAuthPolicy({ path: FEED_PATH, allow: 'unauthenticated' });
  httpRouter.use(createFeedRouter({ calendars, logger }));
  return { calendars, readingRights };
}
