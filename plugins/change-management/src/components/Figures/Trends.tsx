import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeFigures,
  Metrics,
} from 'backstage-plugin-change-management-common';
import { Text, useText } from '../../translation';
import { ChartFrame, Series } from './ChartFrame';
import { Told } from './Counted';
import { Column, FiguresTable } from './FiguresTable';
import { formatMinutes, formatNumber } from './formats';
import { MonthChart } from './MonthChart';
import { Group, Rows } from './useFigureRows';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))',
    gap: theme.spacing(4),
    marginBottom: theme.spacing(4),
  },
}));

interface Part extends Series {
  value: (figures: ChangeFigures) => number | undefined;
  to?: (rows: Rows) => string | undefined;
}

interface Trend {
  title: string;
  kind: 'bars' | 'lines';
  format: (value: number) => string;
  parts: Part[];
}

function trendsOf(t: Text): Trend[] {
  const count = (value: number) => formatNumber(value);
  const minutes = (value: number) => formatMinutes(t, value);
  return [
    {
      title: t('figures.outcomes'),
      kind: 'bars',
      format: count,
      parts: [
        {
          name: t('figures.successful'),
          shade: 'good',
          value: f => f.successful,
          to: rows => rows.changes({ closeCode: 'successful' }),
        },
        {
          name: t('figures.withIssues'),
          shade: 'fair',
          value: f => f.closed - f.successful - f.failed,
          to: rows => rows.changes({ closeCode: 'successful-with-issues' }),
        },
        {
          name: t('figures.unsuccessful'),
          shade: 'bad',
          value: f => f.failed - f.rolledBack,
          to: rows => rows.changes({ closeCode: 'unsuccessful' }),
        },
        {
          name: t('figures.rolledBack'),
          shade: 'back',
          value: f => f.rolledBack,
          to: rows => rows.changes({ closeCode: 'rolled-back' }),
        },
      ],
    },
    {
      title: t('figures.leadTimeInHours'),
      kind: 'lines',
      format: hours => formatMinutes(t, hours * 60),
      parts: [
        {
          name: t('figures.median'),
          shade: 'plain',
          value: f => f.leadTimeHours?.median,
          to: rows => rows.changes({ figure: 'completed' }),
        },
        {
          name: t('figures.p90'),
          shade: 'strong',
          value: f => f.leadTimeHours?.p90,
          to: rows => rows.changes({ figure: 'completed' }),
        },
      ],
    },
    {
      title: t('figures.downtimeInMinutes'),
      kind: 'bars',
      format: minutes,
      parts: [
        {
          name: t('figures.byChanges'),
          shade: 'plain',
          value: f => f.changeDowntimeMinutes,
          to: rows => rows.changes({ figure: 'changesWithDowntime' }),
        },
        {
          name: t('figures.byIncidents'),
          shade: 'bad',
          value: f => f.incidentDowntimeMinutes,
          to: rows => rows.incidents({ cause: 'change', downtime: 'true' }),
        },
      ],
    },
    {
      title: t('figures.incidents'),
      kind: 'bars',
      format: count,
      parts: [
        {
          name: t('figures.causedByChange'),
          shade: 'bad',
          value: f => f.incidentsByChange,
          to: rows => rows.incidents({ cause: 'change' }),
        },
        {
          name: t('figures.otherIncidents'),
          shade: 'plain',
          value: f => f.incidents - f.incidentsByChange,
          to: rows => rows.incidents({ cause: 'open,none' }),
        },
      ],
    },
  ];
}

function columnOf({ format }: Trend, { name, value, to }: Part): Column {
  return {
    head: name,
    cell: (figures, rows) => {
      const number = value(figures);
      if (number === undefined) {
        return undefined;
      }
      return <Told text={format(number)} number={number} to={to?.(rows)} />;
    },
  };
}

function isEmpty({ parts }: Trend, { groups }: Metrics): boolean {
  return groups.every(figures => parts.every(({ value }) => !value(figures)));
}

/** How things went, month by month. */
export const Trends = (props: {
  metrics: Metrics;
  rowsOf: (group: Group) => Rows;
}) => {
  const { metrics, rowsOf } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <div className={classes.root}>
      {trendsOf(t).map(trend => {
        const points = metrics.groups.map(({ key, ...figures }) => ({
          month: key!,
          values: trend.parts.map(({ value }) => value(figures)),
          to: rowsOf({ by: 'month', key }).changes({}),
        }));
        return (
          <ChartFrame
            key={trend.title}
            title={trend.title}
            series={trend.parts}
            table={
              <FiguresTable
                label={trend.title}
                metrics={metrics}
                columns={trend.parts.map(part => columnOf(trend, part))}
                rowsOf={rowsOf}
              />
            }
          >
            {isEmpty(trend, metrics) ? (
              <Typography variant="body2" color="textSecondary">
                {t('figures.noneOfThese')}
              </Typography>
            ) : (
              <MonthChart
                title={trend.title}
                kind={trend.kind}
                format={trend.format}
                series={trend.parts}
                points={points}
              />
            )}
          </ChartFrame>
        );
      })}
    </div>
  );
};
