import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  ChangeView,
  finalStates,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { Sentence, Time } from '../display';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

const Reasons = ({ texts }: { texts: string[] }) => {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {texts.map(text => (
        <li key={text}>
          <Sentence text={text} />
        </li>
      ))}
    </ul>
  );
};

/** What the change was judged by and is no longer so: the catalog, or the policy. */
export const Outdated = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { drift, newerPolicy, approvalRequirements } = change;
  if (finalStates.includes(change.state)) {
    return null;
  }
  const isStale = approvalRequirements.some(({ stale }) => stale);
  return (
    <>
      {drift && (
        <Alert severity="warning" className={classes.root}>
          <AlertTitle>
            {t(isStale ? 'judgement.drifted' : 'judgement.driftedSince')} (
            <Time at={drift.at} />)
          </AlertTitle>
          <Reasons texts={drift.differences.map(({ text }) => text)} />
          {isStale &&
            t(drift.blocks ? 'judgement.driftBlocks' : 'judgement.driftFlags')}
        </Alert>
      )}
      {newerPolicy && (
        <Alert severity="info" className={classes.root}>
          <AlertTitle>
            {t('judgement.newerPolicy', { version: newerPolicy.version })}
          </AlertTitle>
          <Reasons texts={newerPolicy.differences} />
        </Alert>
      )}
    </>
  );
};
