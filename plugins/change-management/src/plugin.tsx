import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import SwapHorizIcon from '@material-ui/icons/SwapHoriz';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from './api';
import { useRequestChange } from './components/useRequestChange';
import { schedule } from './messages/schedule';
import {
  changeRouteRef,
  editChangeRouteRef,
  newChangeRouteRef,
  policyRouteRef,
  rootRouteRef,
  scheduleRouteRef,
  windowsRouteRef,
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

/** What can be changed: a person, a group or a location cannot. */
const filter = {
  kind: { $in: ['component', 'api', 'resource', 'system', 'domain'] },
};

const entityChanges = EntityContentBlueprint.make({
  params: {
    path: '/changes',
    title: 'Changes',
    filter,
    loader: () =>
      import('./components/EntityChanges').then(m => <m.EntityChanges />),
  },
});

const entityChangesCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter,
    loader: () =>
      import('./components/EntityChangesCard').then(m => (
        <m.EntityChangesCard />
      )),
  },
});

const requestChange = EntityContextMenuItemBlueprint.make({
  name: 'request-change',
  params: {
    icon: <SwapHorizIcon style={{ fontSize: 16 }} />,
    filter,
    useProps: useRequestChange,
  },
});

const nextChanges = HomePageWidgetBlueprint.make({
  name: 'next-changes',
  params: {
    name: 'NextChanges',
    // The home page takes titles as plain text, before there is a language to read them in.
    title: schedule.next.title,
    layout: {
      width: { defaultColumns: 6, minColumns: 3 },
      height: { defaultRows: 6, minRows: 3 },
    },
    components: () =>
      import('./components/NextChanges').then(m => ({
        Content: m.NextChanges,
      })),
  },
});

/** Change management in a portal: its pages, what it adds to the pages of entities, and the client that they share. */
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
    policy: policyRouteRef,
    schedule: scheduleRouteRef,
    windows: windowsRouteRef,
  },
  extensions: [
    changeManagementApi,
    changesPage,
    entityChanges,
    entityChangesCard,
    requestChange,
    nextChanges,
  ],
});
