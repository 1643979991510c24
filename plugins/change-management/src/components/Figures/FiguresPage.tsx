import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import PrintIcon from '@material-ui/icons/Print';
import { Metrics } from 'backstage-plugin-change-management-common';
import { useMetrics } from '../../hooks';
import { useText } from '../../translation';
import { Empty, formatDay, LoadFailure, RowSkeletons } from '../display';
import { SelectField } from '../fields';
import { BackTest } from './BackTest';
import { deliveryColumns, emergencyColumns, outcomeColumns } from './columns';
import { Comparisons } from './Comparisons';
import { FigureFilters } from './FigureFilters';
import { FiguresTable } from './FiguresTable';
import { KeyFigures } from './KeyFigures';
import { Trends } from './Trends';
import { Group, Rows, useFigureRows } from './useFigureRows';
import { FiguresState, groupings, useFiguresQuery } from './useFiguresQuery';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
  noPrint: { '@media print': { display: 'none' } },
  by: { margin: theme.spacing(0, 0, 2), '& > *': { minWidth: 180 } },
  table: { marginBottom: theme.spacing(4) },
}));

/** What happened in this time at all; a month in which nothing was started may still have had incidents. */
function isEmpty({ total }: Metrics): boolean {
  return !(total.changes || total.incidents || total.unauthorizedChanges);
}

const Tables = (props: {
  state: FiguresState;
  rowsOf: (group: Group) => Rows;
}) => {
  const { by, since, filters, update } = props.state;
  const classes = useStyles();
  const t = useText();
  const { data, error, refetch } = useMetrics({
    from: since,
    groupBy: by,
    ...filters,
  });
  const tables = data && [
    { label: t('figures.list'), columns: outcomeColumns(t) },
    { label: t('figures.delivery'), columns: deliveryColumns(t) },
    { label: t('figures.misuse'), columns: emergencyColumns(t, data) },
  ];
  return (
    <>
      <div className={`${classes.by} ${classes.noPrint}`}>
        <SelectField
          id="figures-by"
          label={t('figures.by')}
          value={by}
          options={groupings.map(name => [name, t(`figures.${name}`)])}
          onChange={value => update({ by: value })}
        />
      </div>
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!data && !error && <RowSkeletons rows={6} />}
      {data &&
        tables?.map(({ label, columns }) => (
          <div key={label} className={classes.table}>
            <Typography variant="subtitle1" component="h4" gutterBottom>
              {label}
            </Typography>
            <FiguresTable
              label={label}
              metrics={data}
              columns={columns}
              rowsOf={props.rowsOf}
            />
          </div>
        ))}
    </>
  );
};

const Report = ({ state }: { state: FiguresState }) => {
  const { since, filters } = state;
  const t = useText();
  const rowsOf = useFigureRows(since, filters);
  const asked = { from: since, ...filters };
  const months = useMetrics({ ...asked, groupBy: 'month' });
  const teams = useMetrics({ ...asked, groupBy: 'team' });
  const { data } = months;
  if (months.error) {
    return <LoadFailure error={months.error} onRetry={months.refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={10} />;
  }
  if (isEmpty(data)) {
    return <Empty title={t('figures.none')} more={t('figures.noneMore')} />;
  }
  return (
    <>
      <KeyFigures figures={data.total} rows={rowsOf({})} />
      <Typography variant="h6" component="h3" gutterBottom>
        {t('figures.trends')}
      </Typography>
      <Trends metrics={data} rowsOf={rowsOf} />
      {teams.data && <Comparisons teams={teams.data} rowsOf={rowsOf} />}
      <Typography variant="h6" component="h3" gutterBottom>
        {t('figures.compared')}
      </Typography>
      <Tables state={state} rowsOf={rowsOf} />
    </>
  );
};

/** How changes went, as one page that can be printed: figures, their trend, and who stands out. */
export const FiguresPage = () => {
  const classes = useStyles();
  const t = useText();
  const state = useFiguresQuery();
  return (
    <>
      <div className={classes.head}>
        <Typography variant="h5" component="h2">
          {t('figures.title')}
        </Typography>
        <Button
          size="small"
          className={classes.noPrint}
          startIcon={<PrintIcon />}
          onClick={() => window.print()}
        >
          {t('figures.print')}
        </Button>
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('figures.since', { day: formatDay(state.since) })}{' '}
        {t('figures.help')}
      </Typography>
      <FigureFilters {...state} />
      <Report state={state} />
      <BackTest />
    </>
  );
};
