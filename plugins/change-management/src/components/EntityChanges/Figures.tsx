import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import { EntityMetrics } from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { rootRouteRef } from '../../routes';
import { useText } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(1, 3),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  figure: { fontSize: '1.25rem', fontWeight: 700 },
  name: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** Four figures; each leads to the changes that it counts. */
export const Figures = (props: {
  entityRef: string;
  scope: string;
  metrics: EntityMetrics;
}) => {
  const { entityRef, scope, metrics } = props;
  const classes = useStyles();
  const t = useText();
  const root = useRouteRef(rootRouteRef)();
  const hours = metrics.medianLeadTimeHours;
  const from = DateTime.utc()
    .startOf('day')
    .minus({ days: metrics.days })
    .toISO();
  const rowsOf = (filters: Record<string, string>) =>
    `${root}?${new URLSearchParams({
      entityRef,
      scope,
      from: from ?? '',
      ...filters,
    })}`;
  const leadTime = () => {
    if (hours === undefined) {
      return '–';
    }
    return hours < 48
      ? t('entity.hours', { number: String(Math.round(hours)) })
      : t('entity.days', { number: String(Math.round(hours / 24)) });
  };
  const figures = [
    [String(metrics.created), t('entity.requested'), {}],
    [
      metrics.successRate === undefined
        ? '–'
        : `${Math.round(metrics.successRate * 100)} %`,
      t('entity.successRate'),
      { closeCode: 'successful,successful-with-issues' },
    ],
    [
      String(metrics.rolledBack),
      t('entity.rolledBack'),
      { closeCode: 'rolled-back' },
    ],
    [leadTime(), t('entity.medianLeadTime'), { state: 'closed' }],
  ] as [string, string, Record<string, string>][];
  return (
    <Box mb={3}>
      <ul
        className={classes.list}
        aria-label={t('entity.figures', { number: String(metrics.days) })}
      >
        <li className={classes.name}>
          {t('entity.figures', { number: String(metrics.days) })}
        </li>
        {figures.map(([figure, name, filters]) => (
          <li key={name}>
            <Link to={rowsOf(filters)}>
              <span className={classes.figure}>{figure}</span>{' '}
              <span className={classes.name}>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Box>
  );
};
