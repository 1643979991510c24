import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import {
  ChangeQueryInput,
  EntityMetrics,
} from 'backstage-plugin-change-management-common';
import { useRowsPath } from '../../hooks';
import { Text, useText } from '../../translation';

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

type Figure = [figure: string, name: string, rows: ChangeQueryInput];

function leadTime(hours: number, t: Text): string {
  return hours < 48
    ? t('entity.hours', { number: String(Math.round(hours)) })
    : t('entity.days', { number: String(Math.round(hours / 24)) });
}

/** Where nothing was closed there is no rate and no lead time, rather than a dash that leads nowhere. */
function figuresOf(metrics: EntityMetrics, t: Text): Figure[] {
  const { created, closed, successful, rolledBack, since } = metrics;
  const { successRate, medianLeadTimeHours } = metrics;
  const ended = { state: 'closed', closedFrom: since };
  const figures: Figure[] = [
    [String(created), t('entity.requested'), { createdFrom: since }],
  ];
  if (successRate !== undefined) {
    figures.push([
      `${Math.round(successRate * 100)} %`,
      t('entity.successRate', {
        number: String(successful),
        all: String(closed),
      }),
      { ...ended, closeCode: 'successful' },
    ]);
  }
  figures.push([
    String(rolledBack),
    t('entity.rolledBack'),
    { ...ended, closeCode: 'rolled-back' },
  ]);
  if (medianLeadTimeHours !== undefined) {
    figures.push([
      leadTime(medianLeadTimeHours, t),
      t('entity.medianLeadTime', { number: String(closed) }),
      ended,
    ]);
  }
  return figures;
}

/** Up to four figures; each leads to the very changes that it counts. */
export const Figures = (props: {
  entityRef: string;
  scope: 'self' | 'members';
  metrics: EntityMetrics;
}) => {
  const { entityRef, scope, metrics } = props;
  const classes = useStyles();
  const t = useText();
  const toRows = useRowsPath({ entityRef, scope });
  return (
    <Box mb={3}>
      <ul
        className={classes.list}
        aria-label={t('entity.figures', { number: String(metrics.days) })}
      >
        <li className={classes.name}>
          {t('entity.figures', { number: String(metrics.days) })}
        </li>
        {figuresOf(metrics, t).map(([figure, name, rows]) => (
          <li key={name}>
            <Link to={toRows(rows)}>
              <span className={classes.figure}>{figure}</span>{' '}
              <span className={classes.name}>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Box>
  );
};
