import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PolicyRecord } from 'backstage-plugin-change-management-common';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { Empty, formatDay, LoadFailure, PageSkeleton } from '../display';
import { SelectField } from '../fields';
import { PolicyDifference } from './PolicyDifference';
import { PolicyDocument } from './PolicyDocument';
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

function sinceWhen({ inForce, effectiveDate }: PolicyRecord) {
  if (inForce) {
    return 'policy.inForceSince';
  }
  return Date.parse(effectiveDate) > Date.now()
    ? 'policy.inForceFrom'
    : 'policy.wasInForceFrom';
}

const Head = ({ policy }: { policy: PolicyRecord }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <header className={classes.head}>
      <Typography variant="h4" component="h2" className={classes.title}>
        {policy.title}
      </Typography>
      <PolicyStateWord policy={policy} />
      <Typography variant="body2">
        {t('policy.version', { version: policy.version })} ·{' '}
        {t(sinceWhen(policy), { date: formatDay(policy.effectiveDate) })}
        {policy.state !== 'draft' &&
          ` · ${t('policy.approvedBy')} ${policy.approvedBy}`}
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
  const others = policies
    .filter(other => other.version !== version)
    .map((other): [string, string] => [
      other.version,
      t('policy.version', { version: other.version }),
    ]);
  return (
    <>
      <Head policy={policy} />
      <div className={classes.columns}>
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
          {against && against !== version ? (
            <PolicyDifference version={version} against={against} />
          ) : (
            <Document version={version} />
          )}
        </div>
        <aside>
          <VersionList policies={policies} shown={version} />
        </aside>
      </div>
    </>
  );
};
