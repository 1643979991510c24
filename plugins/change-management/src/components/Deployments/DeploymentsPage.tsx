import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import { DeploymentQueryInput } from 'backstage-plugin-change-management-common';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { DarkChangesList } from '../DarkChanges';
import { Empty } from '../display';
import { CoverageFigure } from './CoverageFigure';
import { DeploymentFilters, FilterState } from './DeploymentFilters';
import { DeploymentsTable } from './DeploymentsTable';

const views = {
  all: 'deployment.all',
  unauthorized: 'deployment.unauthorized',
} as const;
type View = keyof typeof views;

const filterNames = [
  'entityRef',
  'status',
  'authorization',
  'from',
  'to',
] as const;

const AllDeployments = ({ params, update }: FilterState) => {
  const t = useText();
  const filters = Object.fromEntries(
    filterNames.flatMap(name => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <DeploymentFilters params={params} update={update} />
      <DeploymentsTable
        query={{ ...filters, scope: 'members' } as DeploymentQueryInput}
        empty={
          <Empty
            title={t('deployment.none')}
            more={t(
              isFiltered ? 'deployment.noneFound' : 'deployment.noneMore',
            )}
          />
        }
      />
    </>
  );
};

/** What pipelines have put where, and what came to production without a change. */
export const DeploymentsPage = () => {
  const t = useText();
  const [params, update] = useQueryState();
  const asked = params.get('view') ?? '';
  const view = asked in views ? (asked as View) : 'all';
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('deployment.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('deployment.help')}
      </Typography>
      <CoverageFigure />
      <Tabs
        value={view}
        onChange={(_event, value) =>
          update({ view: value, status: undefined, authorization: undefined })
        }
        aria-label={t('deployment.views')}
        indicatorColor="primary"
      >
        {Object.entries(views).map(([value, text]) => (
          <Tab
            key={value}
            value={value}
            id={`deployments-${value}`}
            aria-controls="deployments-panel"
            label={t(text)}
          />
        ))}
      </Tabs>
      <div
        role="tabpanel"
        id="deployments-panel"
        aria-labelledby={`deployments-${view}`}
      >
        {view === 'all' ? (
          <AllDeployments params={params} update={update} />
        ) : (
          <DarkChangesList params={params} update={update} />
        )}
      </div>
    </>
  );
};
