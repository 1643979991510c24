import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { useState } from 'react';
import { useText } from '../../translation';
import { ChangeLink } from '../display';
import { BulkApproval } from './useBulkApproval';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  },
  comment: { flex: '1 1 240px' },
  results: { marginBottom: theme.spacing(2) },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

const Results = ({ bulk }: { bulk: BulkApproval }) => {
  const classes = useStyles();
  const t = useText();
  const { approvals } = bulk;
  const refused = approvals.some(({ refusal }) => refusal);
  return approvals.length ? (
    <Alert
      severity={refused ? 'warning' : 'success'}
      className={classes.results}
    >
      <ul className={classes.list}>
        {approvals.map(({ change: { id, title }, refusal }) => (
          <li key={id}>
            <ChangeLink id={id}>{title}</ChangeLink>:{' '}
            {refusal
              ? t('bulk.refused', { reason: refusal })
              : t('decision.approve')}
          </li>
        ))}
      </ul>
    </Alert>
  ) : null;
};

/** Approves the chosen standard changes with one comment, and says what came of each. */
export const BulkApprovalBar = ({ bulk }: { bulk: BulkApproval }) => {
  const classes = useStyles();
  const t = useText();
  const [comment, setComment] = useState('');
  const { approvable, chosen, busy } = bulk;
  const all = chosen.length === approvable.length;
  return (
    <>
      <Results bulk={bulk} />
      {approvable.length > 0 && (
        <Paper
          variant="outlined"
          component="section"
          aria-label={t('bulk.title')}
          className={classes.root}
        >
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={all}
                indeterminate={!all && chosen.length > 0}
                onChange={bulk.toggleAll}
              />
            }
            label={t('bulk.chooseAll', { number: String(approvable.length) })}
          />
          {chosen.length > 0 && (
            <>
              <TextField
                id="bulk-comment"
                label={t('bulk.comment')}
                value={comment}
                onChange={event => setComment(event.target.value)}
                variant="outlined"
                size="small"
                className={classes.comment}
              />
              <Button
                variant="contained"
                color="primary"
                disabled={busy}
                onClick={async () => {
                  if (await bulk.approve(comment)) {
                    setComment('');
                  }
                }}
              >
                {t('bulk.approve', { count: chosen.length })}
              </Button>
            </>
          )}
        </Paper>
      )}
    </>
  );
};
