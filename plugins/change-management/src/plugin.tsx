import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import SwapHorizIcon from '@material-ui/icons/SwapHoriz';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from './api';
import {
  changeRouteRef,
  editChangeRouteRef,
  newChangeRouteRef,
  rootRouteRef,
} from './routes';

const changeManagementApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: changeManagementApiRef,
      deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discovery, fetchApi }) =>
        new ChangeManagementClient({ discovery, fetch: fetchApi.fetch }),
    }),
});

const changesPage = PageBlueprint.make({
  params: {
    path: '/change-management',
    title: 'Changes',
    icon: <SwapHorizIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () =>
      import('./components/ChangeManagementPage').then(m => (
        <m.ChangeManagementPage />
      )),
  },
});

const entityChanges = EntityContentBlueprint.make({
  params: {
    path: '/changes',
    title: 'Changes',
    filter: {
      kind: { $in: ['component', 'api', 'resource', 'system', 'domain'] },
    },
    loader: () =>
      import('./components/EntityChanges').then(m => <m.EntityChanges />),
  },
});

/** Change management in a portal: its pages, the tab of an entity, and the client that they share. */
export const changeManagementPlugin = createFrontendPlugin({
  pluginId: 'change-management',
  title: 'Changes',
  icon: <SwapHorizIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    newChange: newChangeRouteRef,
    change: changeRouteRef,
    editChange: editChangeRouteRef,
  },
  extensions: [changeManagementApi, changesPage, entityChanges],
});
