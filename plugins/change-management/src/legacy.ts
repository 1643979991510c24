/**
 * The same screens for a portal on the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from './api';
import { rootRouteRef } from './routes';

/** The plugin, for `createApp` of the old frontend system. */
export const changeManagementPlugin = createPlugin({
  id: 'change-management',
  apis: [
    createApiFactory({
      api: changeManagementApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discovery, fetchApi }) =>
        new ChangeManagementClient({ discovery, fetch: fetchApi.fetch }),
    }),
  ],
  routes: { root: rootRouteRef },
});

/** The plugin's page with its header, to be mounted at `/change-management`. */
export const ChangeManagementPage = changeManagementPlugin.provide(
  createRoutableExtension({
    name: 'ChangeManagementPage',
    component: () => import('./components/LegacyPage').then(m => m.LegacyPage),
    mountPoint: rootRouteRef,
  }),
);

/** The tab of an entity, for a route of its page. */
export const EntityChangesContent = changeManagementPlugin.provide(
  createComponentExtension({
    name: 'EntityChangesContent',
    component: {
      lazy: () =>
        import('./components/EntityChanges').then(m => m.EntityChanges),
    },
  }),
);
