import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  NumberRange,
  Population,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Panel } from './Panel';

const useStyles = makeStyles(theme => ({
  figures: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 5),
    margin: theme.spacing(0, 0, 1.5),
    '& dt': { color: theme.palette.text.secondary },
    '& dd': {
      margin: 0,
      fontSize: theme.typography.h5.fontSize,
      fontVariantNumeric: 'tabular-nums',
    },
    '& > div': { display: 'flex', flexDirection: 'column-reverse' },
  },
  parts: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

function inWords(ranges: NumberRange[]): string {
  return ranges
    .map(({ first, last }) => (first === last ? first : `${first}–${last}`))
    .join(', ');
}

/** How much happened, and that none of it is missing. */
export const History = ({ population }: { population: Population }) => {
  const classes = useStyles();
  const t = useText();
  const { changes, deployments, darkChanges, completeness } = population;
  const { first, last, included, others, hidden, unused } = completeness;
  const figures: [string, number][] = [
    [t('compliance.changes'), changes],
    [t('compliance.deployments'), deployments],
    [t('compliance.unauthorized'), darkChanges],
  ];
  const parts = [
    t('compliance.included', { number: String(included) }),
    others > 0 && t('compliance.others', { number: String(others) }),
    hidden > 0 &&
      t('compliance.hidden', {
        number: String(hidden),
        ranges: inWords(completeness.hiddenRanges),
      }),
    unused > 0 &&
      t('compliance.unused', {
        number: String(unused),
        ranges: inWords(completeness.unusedRanges),
      }),
  ].filter(part => part !== false);
  return (
    <Panel title={t('compliance.population')}>
      <dl className={classes.figures}>
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {first && last ? (
        <>
          <Typography variant="body2" gutterBottom>
            {t('compliance.complete', { first, last })}
          </Typography>
          <Typography variant="body2" component="ul" className={classes.parts}>
            {parts.map(part => (
              <li key={part}>{part}</li>
            ))}
          </Typography>
        </>
      ) : (
        <Typography variant="body2">{t('compliance.none')}</Typography>
      )}
    </Panel>
  );
};
