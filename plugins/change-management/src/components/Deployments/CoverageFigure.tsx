import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { useCoverage } from '../../hooks';
import { useText } from '../../translation';
import { language } from '../display';

const days = 90;

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(1, 0, 2) },
  share: { fontWeight: 700 },
}));

/** Which share of what came to production lately had a change behind it. */
export const CoverageFigure = () => {
  const classes = useStyles();
  const t = useText();
  const [from] = useState(() =>
    new Date(Date.now() - days * 86_400_000).toISOString(),
  );
  const { data } = useCoverage({ from, groupBy: 'month' });
  if (!data) {
    return null;
  }
  const { coverage, covered, deployments, configurationVersions } = data.total;
  if (coverage === undefined) {
    return (
      <Typography className={classes.root} color="textSecondary">
        {t('deployment.noCoverage')}
      </Typography>
    );
  }
  // Never rounded up to all.
  const percent = Math.floor(coverage * 100) / 100;
  const share = new Intl.NumberFormat(language, { style: 'percent' }).format(
    percent,
  );
  return (
    <div className={classes.root}>
      <Typography className={classes.share}>
        {t('deployment.coverage', { share })}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('deployment.coverageOf', {
          covered: String(covered),
          all: String(deployments + configurationVersions),
          deployments: String(deployments),
          versions: String(configurationVersions),
        })}
      </Typography>
    </div>
  );
};
