import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Move } from 'backstage-plugin-change-management-common';
import { useId } from 'react';
import { useSimulation } from '../../hooks';
import { useText } from '../../translation';
import { LoadFailure, RowSkeletons } from '../display';
import { Difference } from '../Schedule/Difference';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    margin: theme.spacing(2, 0),
    maxWidth: 800,
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** What it would mean if it were so; nothing of it is stored. */
export const MovesDifference = (props: { moves: Move[]; help?: string }) => {
  const { moves, help } = props;
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const { data, error, refetch } = useSimulation(moves);
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography variant="h6" component="h3" id={id}>
        {t('window.preview')}
      </Typography>
      {help && (
        <Typography variant="body2" color="textSecondary">
          {help}
        </Typography>
      )}
      <div aria-live="polite">
        {error && <LoadFailure error={error} onRetry={refetch} />}
        {!data && !error && <RowSkeletons rows={2} />}
        {data && <Difference simulation={data} nothing={t('window.hitNone')} />}
      </div>
    </Paper>
  );
};
