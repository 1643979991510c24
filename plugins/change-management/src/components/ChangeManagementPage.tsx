import { makeStyles } from '@material-ui/core/styles';
import { Screens } from '../routing';
import { EditChangePage, NewChangePage } from './ChangeForm';
import { ModelPage, ModelsPage } from './ChangeModels';
import { ChangePage } from './ChangePage';
import { ChangesPage } from './ChangesPage';
import { DelegationsPage } from './Delegations';
import { NoticePreferencesPage } from './Notices';
import { PluginRoot } from './PluginRoot';
import { PolicyPage } from './Policy';
import { inSections } from './Sections';

const useStyles = makeStyles(theme => ({
  main: {
    padding: theme.spacing(0, 3, 4),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 2, 3) },
  },
}));

const screens = [
  { path: '/', element: inSections(<ChangesPage />) },
  { path: '/delegations', element: inSections(<DelegationsPage />) },
  { path: '/models', element: inSections(<ModelsPage />) },
  { path: '/models/:id', element: <ModelPage /> },
  { path: '/notices', element: inSections(<NoticePreferencesPage />) },
  { path: '/new', element: <NewChangePage /> },
  { path: '/policy', element: inSections(<PolicyPage />) },
  { path: '/changes/:id', element: <ChangePage /> },
  { path: '/changes/:id/edit', element: <EditChangePage /> },
];

/** The plugin's page, below the header that the portal draws. */
export const ChangeManagementPage = () => {
  const classes = useStyles();
  return (
    <PluginRoot component="main" className={classes.main}>
      <Screens screens={screens} />
    </PluginRoot>
  );
};
