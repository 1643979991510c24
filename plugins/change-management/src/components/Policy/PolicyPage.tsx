import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import {
  nameFinding,
  PolicyPage as PolicyPageData,
  PolicyRecord,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { reviewRouteRef } from '../../routes';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { Empty, formatDay, LoadFailure, PageSkeleton } from '../display';
import { SelectField } from '../fields';
import { PolicyActions } from './PolicyActions';
import { PolicyDifference } from './PolicyDifference';
import { PolicyDocument } from './PolicyDocument';
import { Acknowledging, Readers } from './PolicyReading';
import { PolicySimulationPanel } from './PolicySimulation';
import { RoleRegister } from './RoleRegister';
import { usePolicies, usePolicyVersion } from './usePolicies';
import { PolicyStateWord, VersionList } from './VersionList';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    margin: theme.spacing(1, 0, 2),
  },
  title: { overflowWrap: 'anywhere' },
  view: { marginTop: theme.spacing(2) },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 260px',
    gap: theme.spacing(3, 5),
    alignItems: 'start',
    [theme.breakpoints.down('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      '& > aside': { gridRow: 1 },
    },
  },
}));

/** The first version came with the plugin or its configuration, and nobody was asked to read it. */
function wasAnnounced({ published }: PolicyRecord): boolean {
  return published !== undefined && published.by !== systemActor.userRef;
}

function isOver(date: string): boolean {
  return date < new Date().toISOString().slice(0, 10);
}

function sinceWhen({ inForce, effectiveDate }: PolicyRecord) {
  if (inForce) {
    return 'policy.inForceSince';
  }
  return Date.parse(effectiveDate) > Date.now()
    ? 'policy.inForceFrom'
    : 'policy.wasInForceFrom';
}

const Head = (props: {
  policy: PolicyRecord;
  nextReview: PolicyPageData['nextReview'];
}) => {
  const { policy, nextReview } = props;
  const { effectiveUntil, findings } = policy;
  const classes = useStyles();
  const t = useText();
  const reviewPath = useRouteRef(reviewRouteRef);
  const facts = [
    t('policy.version', { version: policy.version }),
    t(sinceWhen(policy), { date: formatDay(policy.effectiveDate) }),
    effectiveUntil &&
      t('policyLife.until', { date: formatDay(effectiveUntil) }),
    !['draft', 'withdrawn'].includes(policy.state) &&
      `${t('policy.approvedBy')} ${policy.approvedBy}`,
    policy.inForce &&
      `${t(
        isOver(nextReview.date)
          ? 'policyLife.reviewOverdue'
          : 'policyLife.nextReview',
        { date: formatDay(nextReview.date) },
      )}${
        nextReview.because === 'major-incident'
          ? ` (${t('policyLife.afterIncident')})`
          : ''
      }`,
  ];
  return (
    <header className={classes.head}>
      <Typography variant="h4" component="h2" className={classes.title}>
        {policy.title}
      </Typography>
      <PolicyStateWord policy={policy} />
      <Typography variant="body2">
        {facts.filter(Boolean).join(' · ')}
        {findings.length > 0 && ` · ${t('policyLife.ledBy')} `}
        {findings.map((finding, index) => (
          <span key={nameFinding(finding)}>
            {index > 0 && ', '}
            <Link to={reviewPath({ id: finding.reviewId })}>
              {nameFinding(finding)}
            </Link>
          </span>
        ))}
      </Typography>
    </header>
  );
};

const Document = ({ version }: { version: string }) => {
  const { data, error, refetch } = usePolicyVersion(version);
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  return data ? <PolicyDocument policy={data.document} /> : <PageSkeleton />;
};

const Views = ({
  view,
  onShow,
}: {
  view: string;
  onShow(view: string): void;
}) => {
  const t = useText();
  return (
    <Tabs
      value={view}
      onChange={(_event, next) => onShow(next)}
      aria-label={t('policyLife.views')}
    >
      <Tab value="document" label={t('policyLife.document')} />
      <Tab value="roles" label={t('policyLife.roles')} />
    </Tabs>
  );
};

/** The policy: what it says, which rules follow from it, how it came about. */
export const PolicyPage = () => {
  const classes = useStyles();
  const t = useText();
  const [query, setQuery] = useQueryState();
  const { data, error, refetch } = usePolicies();
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <PageSkeleton />;
  }
  const policies = data.items;
  const wanted = query.get('version');
  const policy = wanted
    ? policies.find(({ version }) => version === wanted)
    : policies.find(({ inForce }) => inForce) ?? policies[0];
  if (!policy) {
    return <Empty title={t(wanted ? 'failure.notFound' : 'policy.none')} />;
  }
  const { version } = policy;
  const against = query.get('against') ?? '';
  const { supersedes } = policy;
  const base = supersedes ?? policy.basedOn;
  const isComparing = against !== '' && against !== version;
  const isPending = policy.state === 'draft' || policy.state === 'approved';
  const view = query.get('view') === 'roles' ? 'roles' : 'document';
  const show = (next: string) =>
    setQuery({ view: next === 'roles' ? next : undefined });
  const others = policies
    .filter(other => other.version !== version)
    .map((other): [string, string] => [
      other.version,
      t('policy.version', { version: other.version }),
    ]);
  return (
    <>
      <Head policy={policy} nextReview={data.nextReview} />
      <PolicyActions policy={policy} mayPropose={data.mayPropose} />
      <Acknowledging
        policy={policy}
        onCompare={
          base && !isComparing
            ? () => setQuery({ version, against: base })
            : undefined
        }
      />
      <Views view={view} onShow={show} />
      {view === 'roles' ? (
        <div className={classes.view}>
          <RoleRegister />
        </div>
      ) : (
        <div className={`${classes.view} ${classes.columns}`}>
          <div>
            {others.length > 0 && (
              <SelectField
                id="policy-against"
                label={t('policy.compareWith')}
                value={against}
                empty={t('policy.compareNone')}
                options={others}
                onChange={value => setQuery({ version, against: value })}
              />
            )}
            {isPending && data.mayOversee && (
              <PolicySimulationPanel key={version} subject={{ version }} />
            )}
            {isComparing ? (
              <PolicyDifference version={version} against={against} />
            ) : (
              <Document version={version} />
            )}
          </div>
          <aside>
            <VersionList policies={policies} shown={version} />
            {data.mayOversee && wasAnnounced(policy) && (
              <Readers version={version} />
            )}
          </aside>
        </div>
      )}
    </>
  );
};
