import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Role } from 'backstage-plugin-change-management-common';
import { useCompliance, useMe } from '../../hooks';
import { useText } from '../../translation';
import { Empty, LoadFailure, PageSkeleton, RowSkeletons } from '../display';
import { Clauses } from './Clauses';
import { History } from './History';
import { LegalHolds } from './LegalHolds';
import { OpenItems } from './OpenItems';
import { PeriodFields } from './PeriodFields';
import { TakePack } from './TakePack';
import { TrailVerification } from './TrailVerification';
import { usePeriod } from './usePeriod';

/** Who may place and release legal holds. */
const holders: Role[] = ['securityManager', 'cto'];
const readers: Role[] = ['auditor', 'changeManager', 'securityManager', 'cto'];

const useStyles = makeStyles(theme => ({
  beside: {
    display: 'grid',
    gap: theme.spacing(0, 5),
    gridTemplateColumns: '1fr 1fr',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
  },
}));

const Period = () => {
  const classes = useStyles();
  const period = usePeriod();
  const { data, error, refetch } = useCompliance(period.query);
  return (
    <>
      <PeriodFields {...period} />
      <div className={classes.beside}>
        <TakePack query={period.query} />
        <TrailVerification />
      </div>
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!data && !error && <RowSkeletons rows={8} />}
      {data && (
        <>
          <History population={data.population} />
          <OpenItems items={data.openItems} />
          <Clauses compliance={data} />
        </>
      )}
    </>
  );
};

/** What an auditor comes for: the history and that it is complete, what is open, the evidence, and whether the trail is sound. */
export const CompliancePage = () => {
  const t = useText();
  const { data: me, error, refetch } = useMe();
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!me) {
    return <PageSkeleton />;
  }
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('compliance.title')}
      </Typography>
      {me.roles.some(({ role }) => readers.includes(role)) ? (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('compliance.help')}
          </Typography>
          <Period />
          <LegalHolds
            mayHold={me.roles.some(({ role }) => holders.includes(role))}
          />
        </>
      ) : (
        <Empty
          title={t('compliance.refused')}
          more={t('compliance.refusedMore')}
        />
      )}
    </>
  );
};
