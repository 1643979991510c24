import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useMetrics } from '../../hooks';
import { useText } from '../../translation';
import { Empty, LoadFailure, RowSkeletons } from '../display';
import { SelectField } from '../fields';
import { BackTest } from './BackTest';
import { FiguresTable } from './FiguresTable';
import { groupings, spans, useFiguresQuery } from './useFiguresQuery';

const useStyles = makeStyles(theme => ({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0),
    '& > *': { minWidth: 180 },
  },
}));

/** How changes went, who needs emergencies and writes nothing down, and how well history predicts failures. */
export const FiguresPage = () => {
  const classes = useStyles();
  const t = useText();
  const { by, days, since, update } = useFiguresQuery();
  const { data, error, refetch } = useMetrics({ from: since, groupBy: by });
  const spanNames = [t('figures.lastQuarter'), t('figures.lastYear')];
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('figures.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('figures.help')}
      </Typography>
      <div className={classes.filters}>
        <SelectField
          id="figures-days"
          label={t('figures.days')}
          value={days}
          options={spans.map((span, index) => [span, spanNames[index]])}
          onChange={value => update({ days: value })}
        />
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
        (data.total.changes > 0 ? (
          <FiguresTable metrics={data} by={by} since={since} />
        ) : (
          <Empty title={t('figures.none')} more={t('figures.noneMore')} />
        ))}
      <BackTest />
    </>
  );
};
