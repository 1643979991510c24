import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import {
  DeploymentQueryInput,
  GateCheckQueryInput,
} from 'backstage-plugin-change-management-common';
import { ReactElement } from 'react';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { DarkChangesList } from '../DarkChanges';
import { Empty } from '../display';
import { LimitedTo } from '../fields';
import { CoverageFigure } from './CoverageFigure';
import {
  DeploymentFilters,
  FilterState,
  GateFilters,
} from './DeploymentFilters';
import { DeploymentsTable } from './DeploymentsTable';
import { GateChecksTable } from './GateChecksTable';

const views = {
  all: 'deployment.all',
  unauthorized: 'deployment.unauthorized',
  gate: 'gate.title',
} as const;
type View = keyof typeof views;

/** Of the filters in the address those of a view. */
function chosen(params: URLSearchParams, names: string[]) {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
}

const AllDeployments = ({ params, update }: FilterState) => {
  const t = useText();
  const filters = chosen(params, [
    ...['entityRef', 'status', 'authorization'],
    ...['scope', 'team', 'system', 'from', 'to'],
  ]);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <DeploymentFilters params={params} update={update} />
      <LimitedTo params={params} update={update} />
      <DeploymentsTable
        query={{ scope: 'members', ...filters } as DeploymentQueryInput}
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

const GateChecks = ({ params, update }: FilterState) => {
  const t = useText();
  const filters = chosen(params, ['entityRef', 'allowed']);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <GateFilters params={params} update={update} />
      <GateChecksTable
        query={{ ...filters, scope: 'members' } as GateCheckQueryInput}
        empty={
          <Empty
            title={t('gate.none')}
            more={t(isFiltered ? 'deployment.noneFound' : 'gate.noneMore')}
          />
        }
      />
    </>
  );
};

const contents: Record<View, (state: FilterState) => ReactElement> = {
  all: AllDeployments,
  unauthorized: DarkChangesList,
  gate: GateChecks,
};

/** What pipelines asked and have put where, and what came to production without a change. */
export const DeploymentsPage = () => {
  const t = useText();
  const [params, update] = useQueryState();
  const asked = params.get('view') ?? '';
  const view = asked in views ? (asked as View) : 'all';
  const Content = contents[view];
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
          update({
            view: value,
            status: undefined,
            authorization: undefined,
            allowed: undefined,
          })
        }
        aria-label={t('deployment.views')}
        indicatorColor="primary"
        variant="scrollable"
        scrollButtons="off"
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
        <Content params={params} update={update} />
      </div>
    </>
  );
};
