import { coreServices } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';

/** What the plugin asks of Backstage. */
export const services = {
  auditor: coreServices.auditor,
  auth: coreServices.auth,
  catalogService: catalogServiceRef,
  config: coreServices.rootConfig,
  databaseService: coreServices.database,
  discovery: coreServices.discovery,
  events: eventsServiceRef,
  httpAuth: coreServices.httpAuth,
  httpRouter: coreServices.httpRouter,
  lifecycle: coreServices.lifecycle,
  logger: coreServices.logger,
  notifications: notificationService,
  permissions: coreServices.permissions,
  permissionsRegistry: coreServices.permissionsRegistry,
  scheduler: coreServices.scheduler,
  signals: signalsServiceRef,
  urlReader: coreServices.urlReader,
  userInfo: coreServices.userInfo,
};

/** See {@link services}. */
export type Services = {
  [K in keyof typeof services]: (typeof services)[K]['T'];
};
