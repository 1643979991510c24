import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from 'backstage-plugin-change-management-backend';
import { changeReadPermission } from 'backstage-plugin-change-management-common';
import PromiseRouter from 'express-promise-router';
import { JWK } from 'jose';
import { entities, groupsOf, roles } from './organisation';

/**
 * Only what each replica does for itself is scheduled, as of one among several: what one of them does for all would work off
 * at once, while it is measured, everything that was filled in a moment.
 */
export const withoutSharedTasks = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    logger: coreServices.logger,
    rootLifecycle: coreServices.rootLifecycle,
    httpRouter: coreServices.httpRouter,
    pluginMetadata: coreServices.pluginMetadata,
    metrics: metricsServiceRef,
  },
  factory(deps) {
    const scheduler = DefaultSchedulerService.create(deps);
    const { scheduleTask } = scheduler;
    scheduler.scheduleTask = async task => {
      if (task.scope === 'local') {
        await scheduleTask.call(scheduler, task);
      }
    };
    return scheduler;
  },
});

/** The configuration of a portal in production, on this database. */
export function configuration(options: {
  connectionString: string;
  port: number;
  permissions: boolean;
}) {
  const { connectionString, port, permissions } = options;
  const baseUrl = `http://127.0.0.1:${port}`;
  return createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () =>
      new ConfigReader({
        app: { baseUrl },
        backend: {
          baseUrl,
          listen: { host: '127.0.0.1', port },
          database: { client: 'pg', connection: connectionString },
        },
        permission: { enabled: permissions },
        changeManagement: {
          roles,
          // Sealing would compete with what is measured.
          audit: { sealEvery: { hours: 24 } },
        },
        // Its tables are filled by hand.
        catalog: { processingInterval: false },
      }),
  });
}

const byRef = new Map<string, Entity>(
  entities.map(entity => [stringifyEntityRef(entity), entity]),
);

/** The one question that the product asks of the catalog. */
export const catalog: Pick<CatalogService, 'getEntitiesByRefs'> = {
  async getEntitiesByRefs({ entityRefs }) {
    return { items: entityRefs.map(ref => byRef.get(ref)) };
  },
};

/** A catalog in memory: the product asks the real one at most every 30 seconds for an entity. */
export const catalogInMemory = createServiceFactory({
  service: catalogServiceRef,
  deps: {},
  factory: () => catalog as CatalogService,
});

/** Notifications that arrive at once: the outbox is the product's, what others make of a notice is not. */
export const notificationsNowhere = createServiceFactory({
  service: notificationService,
  deps: {},
  factory: () => ({ send: async () => {} }),
});

/**
 * In the place of the auth backend: its public key, by which every request's token is verified, and the groups of whoever
 * asks.
 */
export function tokenIssuer(publicKey: JWK) {
  return createBackendPlugin({
    pluginId: 'auth',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = PromiseRouter();
          router.get('/.well-known/jwks.json', async (_request, response) => {
            response.json({ keys: [publicKey] });
          });
          router.get('/v1/userinfo', async (request, response) => {
            const { principal } = await httpAuth.credentials(request, {
              allow: ['user'],
              allowLimitedAccess: true,
            });
            const sub = principal.userEntityRef;
            response.json({ claims: { sub, ent: [sub, ...groupsOf(sub)] } });
          });
          httpRouter.use(router);
          httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
        },
      });
    },
  });
}

/**
 * The change managers read all changes, everybody else those that they requested or that touch what their groups own;
 * whatever else is allowed.
 */
export const narrowPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'narrow-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          async handle({ permission }, user) {
            const { userEntityRef, ownershipEntityRefs } = user!.info;
            if (
              !isPermission(permission, changeReadPermission) ||
              ownershipEntityRefs.includes('group:default/office')
            ) {
              return { result: AuthorizeResult.ALLOW };
            }
            return createChangeRequestConditionalDecision(permission, {
              anyOf: [
                changeRequestConditions.isRequester({
                  userRefs: [userEntityRef],
                }),
                changeRequestConditions.ownsAffectedEntity({
                  claims: ownershipEntityRefs,
                }),
              ],
            });
          },
        });
      },
    });
  },
});
