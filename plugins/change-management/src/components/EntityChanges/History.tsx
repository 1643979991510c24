import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ChangeSummary } from 'backstage-plugin-change-management-common';
import { useMoreChanges } from '../../hooks';
import { useText } from '../../translation';
import { HistoryFilters, useHistoryFilters } from './HistoryFilters';
import {
  ChangeLink,
  EntityName,
  formatDay,
  formatMonth,
  LoadFailure,
  OutcomeWord,
  RowSkeletons,
  StateWord,
  TypeWord,
} from '../display';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: '92px minmax(0, 1fr) 110px 200px 150px',
    gap: theme.spacing(0.25, 1.5),
    alignItems: 'center',
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    [theme.breakpoints.down('sm')]: { display: 'flex', flexWrap: 'wrap' },
  },
  small: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
  id: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
    whiteSpace: 'nowrap',
  },
  title: {
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: { flexBasis: '70%' },
  },
  month: { marginTop: theme.spacing(1.5) },
}));

/** When it ended, which is what the rows are ordered by. */
function dayOf(change: ChangeSummary): string {
  return change.closedAt ?? change.updatedAt;
}

const Row = ({ change }: { change: ChangeSummary }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <li className={classes.row}>
      <time dateTime={dayOf(change)} className={classes.small}>
        {formatDay(dayOf(change))}
      </time>
      <span className={classes.title}>
        <ChangeLink id={change.id}>{change.title}</ChangeLink>{' '}
        <span className={classes.id}>{change.id}</span>
      </span>
      <span>
        <TypeWord type={change.type} />
      </span>
      <span>
        {change.closeCode ? (
          <OutcomeWord code={change.closeCode} />
        ) : (
          <StateWord state={change.state} />
        )}
      </span>
      <span className={classes.small}>
        {t('entity.by')} <EntityName entityRef={change.implementer} />
      </span>
    </li>
  );
};

/** Runs of neighbours whose day lies in the same month. */
function byMonth(changes: ChangeSummary[]): [string, ChangeSummary[]][] {
  const months: [string, ChangeSummary[]][] = [];
  for (const change of changes) {
    const month = formatMonth(dayOf(change));
    const last = months[months.length - 1];
    if (last?.[0] === month) {
      last[1].push(change);
    } else {
      months.push([month, [change]]);
    }
  }
  return months;
}

/** What has ended, by month, newest first. */
export const History = (props: {
  entityRef: string;
  scope: 'self' | 'members';
}) => {
  const classes = useStyles();
  const t = useText();
  const filters = useHistoryFilters();
  const {
    data,
    error,
    refetch,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useMoreChanges({
    ...props,
    ...filters.query,
    orderBy: 'closedAt,desc',
    limit: 25,
  });
  const changes = (data?.pages ?? []).flatMap(({ items }) => items);
  const nothing = filters.isFiltered
    ? t('entity.nothingMatches')
    : t('entity.nothingYet');
  return (
    <>
      <HistoryFilters filters={filters} />
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!data && !error && <RowSkeletons rows={4} />}
      {data && changes.length === 0 && (
        <Typography color="textSecondary" role="status">
          {nothing}
        </Typography>
      )}
      {byMonth(changes).map(([month, rows], index) => (
        <div key={`${month} ${index}`}>
          <Typography
            variant="subtitle2"
            component="h4"
            className={classes.month}
          >
            {month}
          </Typography>
          <ul className={classes.list}>
            {rows.map(change => (
              <Row key={change.id} change={change} />
            ))}
          </ul>
        </div>
      ))}
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('general.showMore')}
        </Button>
      )}
    </>
  );
};
