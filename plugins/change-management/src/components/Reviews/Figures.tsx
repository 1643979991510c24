import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  ChangeFigures,
  TrendPoint,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { useTableStyles } from '../display';
import { formatMeasure, Frozen, knownMeasures, Measure } from './measures';

const useStyles = makeStyles(theme => ({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: theme.spacing(2),
    listStyle: 'none',
    margin: theme.spacing(1, 0, 2),
    padding: 0,
  },
  card: {
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
  },
  value: { fontSize: '1.5rem', fontVariantNumeric: 'tabular-nums' },
  bars: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: 3,
    height: 40,
    marginTop: theme.spacing(1),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '& > span': {
      flex: 1,
      background:
        theme.palette.type === 'dark'
          ? theme.palette.grey[600]
          : theme.palette.grey[400],
    },
    '& > span:last-child': { background: theme.palette.primary.main },
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  summary: { cursor: 'pointer' },
}));

function nameOfQuarter({ period }: TrendPoint): string {
  return period.split('-').reverse().join(' ');
}

const Bars = (props: { measure: Measure; trend: TrendPoint[] }) => {
  const classes = useStyles();
  const values = props.trend.map(
    ({ figures }) => (figures as Frozen)[props.measure.name] ?? 0,
  );
  const most = Math.max(...values) || 1;
  return (
    // The table below says the same.
    <div className={classes.bars} aria-hidden>
      {values.map((value, index) => (
        <span
          key={index}
          style={{
            height: value ? `${Math.max(4, (value / most) * 100)}%` : 1,
          }}
        />
      ))}
    </div>
  );
};

const Card = (props: {
  measure: Measure;
  figures: ChangeFigures;
  trend?: TrendPoint[];
}) => {
  const { measure, figures, trend } = props;
  const classes = useStyles();
  const t = useText();
  const valueIn = (some: ChangeFigures) =>
    formatMeasure(measure, (some as Frozen)[measure.name], t);
  const before = trend?.[trend.length - 2];
  return (
    <li className={classes.card}>
      <Typography variant="body2" color="textSecondary">
        {t(`measure.${measure.name}`)}
      </Typography>
      <strong className={classes.value}>{valueIn(figures)}</strong>
      {before && (
        <Typography variant="body2" color="textSecondary">
          {t('reviewData.before', { value: valueIn(before.figures) })}
        </Typography>
      )}
      {trend && <Bars measure={measure} trend={trend} />}
    </li>
  );
};

const TrendTable = (props: { known: Measure[]; trend: TrendPoint[] }) => {
  const { known, trend } = props;
  const classes = useStyles();
  const table = useTableStyles();
  const t = useText();
  return (
    <details>
      <summary className={classes.summary}>{t('reviewData.table')}</summary>
      <div className={table.scroll}>
        <Table
          size="small"
          className={table.table}
          aria-label={t('reviewData.table')}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('reviewData.quarter')}</TableCell>
              {known.map(({ name }) => (
                <TableCell key={name} className={classes.number}>
                  {t(`measure.${name}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {[...trend].reverse().map(point => (
              <TableRow key={point.period} hover>
                <TableCell component="th" scope="row">
                  {nameOfQuarter(point)}
                </TableCell>
                {known.map(measure => (
                  <TableCell
                    key={measure.name}
                    className={classes.number}
                    data-head={t(`measure.${measure.name}`)}
                  >
                    {formatMeasure(
                      measure,
                      (point.figures as Frozen)[measure.name],
                      t,
                    )}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </details>
  );
};

/** The figures of a review; with a trend, each among those of the quarters before. */
export const ReviewFigures = (props: {
  figures: ChangeFigures;
  trend?: TrendPoint[];
}) => {
  const { figures, trend } = props;
  const classes = useStyles();
  const known = knownMeasures([
    figures,
    ...(trend ?? []).map(point => point.figures),
  ]);
  return (
    <>
      <ul className={classes.cards}>
        {known.map(measure => (
          <Card
            key={measure.name}
            measure={measure}
            figures={figures}
            trend={trend}
          />
        ))}
      </ul>
      {trend && <TrendTable known={known} trend={trend} />}
    </>
  );
};
