import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createOpenApiDocument } from 'backstage-plugin-change-management-common';
import { Router } from 'express';
import { createDatabases } from '../__testUtils__/databases';
import { changeManagementPlugin } from '../plugin';

const { databases } = createDatabases();
const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** `GET /changes/{id}`, of everything that Express would answer; what is no route is named, too. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route }) =>
    Object.keys((route as any)?.methods ?? { anything: true }).map(
      method =>
        `${method.toUpperCase()} ${route?.path.replace(/:(\w+)/g, '{$1}')}`,
    ),
  );
}

/** The permission framework asks plugins by routes of its own, and registers each part of them alone. */
const isBackstages = (router: Router) =>
  router.stack.every(
    ({ route }) => !route || route.path.startsWith('/.well-known/'),
  );

it('describes every route that there is, and no other', async () => {
  const routers: Router[] = [];
  await startTestBackend({
    features: [
      changeManagementPlugin,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.database.factory({ knex: await databases.init('SQLITE_3') }),
      createServiceFactory({
        service: coreServices.httpRouter,
        deps: {},
        factory: () => ({
          use: handler => routers.push(handler as Router),
          addAuthPolicy: () => {},
        }),
      }),
    ],
  });
  const { paths } = createOpenApiDocument() as {
    paths: Record<string, object>;
  };
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter(key => methods.includes(key))
      .map(method => `${method.toUpperCase()} ${path}`),
  );
  expect(
    routers
      .filter(router => !isBackstages(router))
      .flatMap(routesOf)
      .sort(),
  ).toEqual(described.sort());
});
