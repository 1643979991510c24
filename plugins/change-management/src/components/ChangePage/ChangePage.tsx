import { useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Box from '@material-ui/core/Box';
import {
  ChangeView,
  isRollbackOpen,
} from 'backstage-plugin-change-management-common';
import { useChange, useLiveChange } from '../../hooks';
import { changeRouteRef } from '../../routes';
import { useChangeId, useQueryState } from '../../routing';
import { useText } from '../../translation';
import { ChangeDeployments } from '../Deployments';
import { ConfigurationTab } from '../Configuration';
import { LoadFailure, PageSkeleton } from '../display';
import { NoticeBanner, NoticesTab } from '../Notices';
import { AuditTab } from './AuditTab';
import { EmergencyBanner } from './EmergencyBanner';
import { Facts } from './Facts';
import { Headline } from './Headline';
import { ImpactTab } from './ImpactTab';
import { KeyFacts } from './KeyFacts';
import { LifeLine } from './LifeLine';
import { MissingBox } from './MissingBox';
import { Outdated } from './Outdated';
import { OverviewTab } from './OverviewTab';
import { PolicyTab } from './PolicyTab';
import { RollbackRun } from './RollbackRun';
import { SinceLastLook } from './SinceLastLook';
import { Tasks } from './Tasks';
import { TimelineTab } from './TimelineTab';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gap: theme.spacing(0, 3),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 1fr) 320px',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  // All of them have room beside the facts.
  tab: { minWidth: 88 },
}));

const tabs = {
  overview: 'change.tabOverview',
  timeline: 'change.tabTimeline',
  impact: 'change.tabImpact',
  configuration: 'configuration.tab',
  policy: 'judgement.tabPolicy',
  deployments: 'deployment.title',
  notices: 'notice.tab',
  audit: 'change.tabAudit',
} as const;
type TabName = keyof typeof tabs;

const TabContent = (props: { tab: TabName; change: ChangeView }) => {
  const { tab, change } = props;
  switch (tab) {
    case 'timeline':
      return <TimelineTab change={change} />;
    case 'impact':
      return <ImpactTab impact={change.impact} />;
    case 'configuration':
      return <ConfigurationTab change={change} />;
    case 'policy':
      return <PolicyTab change={change} />;
    case 'deployments':
      return <ChangeDeployments change={change} />;
    case 'notices':
      return <NoticesTab id={change.id} />;
    case 'audit':
      return <AuditTab id={change.id} />;
    default:
      return <OverviewTab change={change} />;
  }
};

const Details = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const [params, update] = useQueryState();
  const asked = params.get('tab') ?? '';
  const tab = asked in tabs ? (asked as TabName) : 'overview';
  return (
    <>
      <Tabs
        value={tab}
        onChange={(_event, value) => update({ tab: value })}
        aria-label={t('change.tabs')}
        indicatorColor="primary"
        variant="scrollable"
        scrollButtons="off"
      >
        {Object.entries(tabs).map(([name, text]) => (
          <Tab
            key={name}
            value={name}
            id={`change-tab-${name}`}
            aria-controls="change-tab-panel"
            label={t(text)}
            className={classes.tab}
          />
        ))}
      </Tabs>
      <Box
        role="tabpanel"
        id="change-tab-panel"
        aria-labelledby={`change-tab-${tab}`}
        py={2}
      >
        <TabContent tab={tab} change={change} />
      </Box>
    </>
  );
};

/** What whoever looks should know before all else. */
const Banners = ({ change }: { change: ChangeView }) => (
  <>
    <EmergencyBanner change={change} />
    <Outdated change={change} />
    <NoticeBanner id={change.id} />
    <SinceLastLook id={change.id} />
  </>
);

/** During a rollback its steps come first: on a phone, nothing else fits. */
const Overview = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const rollingBack = isRollbackOpen(change);
  return (
    <>
      <Headline change={change} />
      <LifeLine change={change} />
      {!rollingBack && <Banners change={change} />}
      <div className={classes.columns}>
        <div>
          {!rollingBack && <KeyFacts change={change} />}
          <RollbackRun change={change} />
          <MissingBox change={change} />
          <Tasks change={change} />
          {rollingBack && (
            <>
              <Banners change={change} />
              <KeyFacts change={change} />
            </>
          )}
          <Details change={change} />
        </div>
        <Facts change={change} />
      </div>
    </>
  );
};

/** One change, like a pull request: what is missing, the facts beside it, everything that happened below. */
export const ChangePage = () => {
  const id = useChangeId();
  const href = useRouteRef(changeRouteRef)({ id });
  const { data: change, error, refetch } = useChange(id);
  useLiveChange(id);
  if (error && !change) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  return (
    <BreadcrumbEntry entry={{ label: id, href }}>
      {change ? <Overview change={change} /> : <PageSkeleton />}
    </BreadcrumbEntry>
  );
};
