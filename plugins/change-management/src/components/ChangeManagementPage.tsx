import { makeStyles } from '@material-ui/core/styles';
import { Screens } from '../routing';
import { EditChangePage, NewChangePage } from './ChangeForm';
import {
  EditModelPage,
  ModelPage,
  ModelsPage,
  NewModelPage,
} from './ChangeModels';
import { ChangePage } from './ChangePage';
import { ChangesPage } from './ChangesPage';
import { CompliancePage } from './Compliance';
import { ConfigurationItemPage } from './Configuration';
import { DelegationsPage } from './Delegations';
import { DeploymentsPage } from './Deployments';
import { FiguresPage } from './Figures';
import {
  EditIncidentPage,
  IncidentPage,
  IncidentsPage,
  NewIncidentPage,
} from './Incidents';
import { NoticePreferencesPage } from './Notices';
import { PluginRoot } from './PluginRoot';
import { ReviewPage, ReviewsPage } from './Reviews';
import { PolicyBanner, PolicyPage } from './Policy';
import { AmendPage } from './PolicyAmendment';
import { SchedulePage } from './Schedule';
import { inSections } from './Sections';
import {
  EditWindowPage,
  NewWindowPage,
  WindowPage,
  WindowsPage,
} from './Windows';

const useStyles = makeStyles(theme => ({
  main: {
    padding: theme.spacing(0, 3, 4),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 2, 3) },
  },
}));

const screens = [
  { path: '/', element: inSections(<ChangesPage />) },
  { path: '/compliance', element: inSections(<CompliancePage />) },
  { path: '/delegations', element: inSections(<DelegationsPage />) },
  { path: '/deployments', element: inSections(<DeploymentsPage />) },
  { path: '/figures', element: inSections(<FiguresPage />) },
  { path: '/incidents', element: inSections(<IncidentsPage />) },
  { path: '/incidents/new', element: <NewIncidentPage /> },
  { path: '/incidents/:id', element: <IncidentPage /> },
  { path: '/incidents/:id/edit', element: <EditIncidentPage /> },
  { path: '/models', element: inSections(<ModelsPage />) },
  { path: '/models/new', element: <NewModelPage /> },
  { path: '/models/:id', element: <ModelPage /> },
  { path: '/models/:id/edit', element: <EditModelPage /> },
  { path: '/notices', element: inSections(<NoticePreferencesPage />) },
  { path: '/new', element: <NewChangePage /> },
  { path: '/policy', element: inSections(<PolicyPage />) },
  { path: '/reviews', element: inSections(<ReviewsPage />) },
  { path: '/reviews/:id', element: <ReviewPage /> },
  { path: '/policy/amend', element: <AmendPage /> },
  { path: '/schedule', element: inSections(<SchedulePage />) },
  { path: '/windows', element: inSections(<WindowsPage />) },
  { path: '/windows/new', element: <NewWindowPage /> },
  { path: '/windows/:id', element: <WindowPage /> },
  { path: '/windows/:id/edit', element: <EditWindowPage /> },
  { path: '/configuration/:id', element: <ConfigurationItemPage /> },
  { path: '/changes/:id', element: <ChangePage /> },
  { path: '/changes/:id/edit', element: <EditChangePage /> },
];

/** The plugin's page, below the header that the portal draws. */
export const ChangeManagementPage = () => {
  const classes = useStyles();
  return (
    <PluginRoot component="main" className={classes.main}>
      <PolicyBanner />
      <Screens screens={screens} />
    </PluginRoot>
  );
};
