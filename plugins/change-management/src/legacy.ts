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
import SwapHorizIcon from '@material-ui/icons/SwapHoriz';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from './api';
import { useRequestChange } from './components/useRequestChange';
import { rootRouteRef } from './routes';
import { useGoTo } from './routing';

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

/** The card for the overview of an entity. */
export const EntityChangesCard = changeManagementPlugin.provide(
  createComponentExtension({
    name: 'EntityChangesCard',
    component: {
      lazy: () =>
        import('./components/EntityChangesCard').then(m => m.EntityChangesCard),
    },
  }),
);

/** A card for the home page: the next changes on what the viewer owns. */
export const NextChangesCard = changeManagementPlugin.provide(
  createComponentExtension({
    name: 'NextChangesCard',
    component: {
      lazy: () =>
        import('./components/NextChanges').then(m => m.NextChangesCard),
    },
  }),
);

/**
 * "Request change" for the menu of an entity's page: the items to be given to `EntityLayout` as
 * `UNSTABLE_extraContextMenuItems`, none for those who may not request changes. For components below the entity page.
 */
export function useRequestChangeMenuItems(): {
  title: string;
  Icon: typeof SwapHorizIcon;
  onClick: () => void;
}[] {
  const { title, href, disabled } = useRequestChange();
  const goTo = useGoTo();
  return disabled
    ? []
    : [{ title, Icon: SwapHorizIcon, onClick: () => goTo(href) }];
}
