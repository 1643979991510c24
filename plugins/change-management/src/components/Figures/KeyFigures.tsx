import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { ChangeFigures } from 'backstage-plugin-change-management-common';
import { Text, useText } from '../../translation';
import { ReactNode } from 'react';
import { Told } from './Counted';
import { formatMinutes, formatNumber, formatShare } from './formats';
import { Downtime, Restored } from './OfBoth';
import { Rows } from './useFigureRows';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))',
    gap: theme.spacing(1.5),
    listStyle: 'none',
    margin: theme.spacing(0, 0, 4),
    padding: 0,
  },
  item: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.5),
    breakInside: 'avoid',
  },
  name: { color: theme.palette.text.secondary, fontSize: '0.8125rem' },
  value: {
    display: 'block',
    fontSize: '1.5rem',
    fontWeight: 700,
    lineHeight: 1.3,
    fontVariantNumeric: 'tabular-nums',
  },
  more: { fontSize: '0.8125rem' },
}));

interface KeyFigure {
  name: string;
  value: string;
  more?: ReactNode;
  to?: string;
}

function figuresOf(f: ChangeFigures, rows: Rows, t: Text): KeyFigure[] {
  const known = (
    name: string,
    value: string | undefined,
    more: ReactNode,
    to: string | undefined,
  ) => (value === undefined ? [] : [{ name, value, more, to }]);
  const count = (number: number) => formatNumber(number);
  return [
    ...known(
      t('figures.carriedOut'),
      count(f.changes),
      undefined,
      rows.changes({}),
    ),
    ...known(
      t('figures.successful'),
      formatShare(t, f.successRate),
      t('figures.ofClosed', {
        number: count(f.successful),
        all: count(f.closed),
      }),
      rows.changes({ closeCode: 'successful' }),
    ),
    ...known(
      t('figures.rolledBack'),
      count(f.rolledBack),
      formatShare(t, f.rollbackRate),
      rows.changes({ closeCode: 'rolled-back' }),
    ),
    ...known(
      t('figures.changeFailureRate'),
      formatShare(t, f.changeFailureRate),
      t('figures.ofStarted', {
        number: count(f.failures),
        all: count(f.changes),
      }),
      rows.changes({ figure: 'failures' }),
    ),
    ...known(
      t('figures.leadTime'),
      f.leadTimeHours && formatMinutes(t, f.leadTimeHours.median * 60),
      f.leadTimeHours &&
        t('figures.nineInTen', {
          time: formatMinutes(t, f.leadTimeHours.p90 * 60),
        }),
      rows.changes({ figure: 'completed' }),
    ),
    ...known(
      t('figures.timeToRestore'),
      f.timeToRestoreMinutes && formatMinutes(t, f.timeToRestoreMinutes.median),
      f.timeToRestoreMinutes && (
        <>
          {t('figures.nineInTen', {
            time: formatMinutes(t, f.timeToRestoreMinutes.p90),
          })}
          {': '}
          <Restored figures={f} rows={rows} />
        </>
      ),
      undefined,
    ),
    ...known(
      t('figures.deploymentsPerWeek'),
      f.deployments && f.deploymentsPerWeek !== undefined
        ? formatNumber(f.deploymentsPerWeek, 1)
        : undefined,
      t('figures.succeeded', { number: count(f.succeededDeployments ?? 0) }),
      rows.deployments({ status: 'succeeded' }),
    ),
    ...known(
      t('figures.downtime'),
      formatMinutes(t, f.changeDowntimeMinutes + f.incidentDowntimeMinutes),
      (f.changeDowntimeMinutes > 0 || f.incidentDowntimeMinutes > 0) && (
        <Downtime figures={f} rows={rows} />
      ),
      undefined,
    ),
    ...known(
      t('figures.incidentsByChange'),
      count(f.incidentsByChange),
      f.incidents > 0 && (
        <>
          <Told
            text={t('figures.ofIncidents', { all: count(f.incidents) })}
            number={f.incidents}
            to={rows.incidents({})}
          />
          {', '}
          <Told
            text={t('figures.ofMajor', { major: count(f.majorIncidents) })}
            number={f.majorIncidents}
            to={rows.incidents({ which: 'major' })}
          />
        </>
      ),
      rows.incidents({ cause: 'change' }),
    ),
    ...known(
      t('figures.emergencies'),
      count(f.emergencies),
      formatShare(t, f.emergencyShare),
      rows.changes({ type: 'emergency' }),
    ),
    ...known(
      t('figures.unauthorized'),
      count(f.unauthorizedChanges),
      f.deployments
        ? t('figures.coverage', {
            share: formatNumber(Math.floor((f.coverage ?? 0) * 100)),
          })
        : undefined,
      rows.unauthorized(),
    ),
  ];
}

/** What one wants to know first; each leads to the rows that it counts. */
export const KeyFigures = (props: { figures: ChangeFigures; rows: Rows }) => {
  const { figures, rows } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <ul className={classes.list} aria-label={t('figures.key')}>
      {figuresOf(figures, rows, t).map(({ name, value, more, to }) => (
        <li key={name} className={classes.item}>
          <span className={classes.name}>{name}</span>
          {to ? (
            <Link to={to} className={classes.value}>
              {value}
            </Link>
          ) : (
            <span className={classes.value}>{value}</span>
          )}
          {more && <span className={classes.more}>{more}</span>}
        </li>
      ))}
    </ul>
  );
};
