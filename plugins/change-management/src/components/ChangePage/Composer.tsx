import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { FormEvent, ReactNode, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useText } from '../../translation';
import { useSending } from './useSending';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(1.5, 2), marginBottom: theme.spacing(2) },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 1.5),
  },
  text: { flex: '1 1 220px' },
  // Big enough for a thumb.
  button: {
    [theme.breakpoints.down('xs')]: { flexGrow: 1, minHeight: 48 },
  },
}));

const QuickForm = (props: {
  label: string;
  sending: ReturnType<typeof useSending>;
  complete: boolean;
  button: string;
  children: ReactNode;
}) => {
  const { label, sending, complete, button, children } = props;
  const classes = useStyles();
  const t = useText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !sending.busy) {
      sending.send();
    }
  };
  return (
    <Paper
      variant="outlined"
      component="form"
      aria-label={label}
      className={classes.root}
      onSubmit={submit}
    >
      <div className={classes.form}>
        {children}
        <Button
          type="submit"
          variant="outlined"
          color="primary"
          className={classes.button}
          disabled={!complete || sending.busy}
        >
          {button}
        </Button>
      </div>
      {sending.reason && (
        <Alert severity="error">
          {t('change.notSent', { reason: sending.reason })}
        </Alert>
      )}
    </Paper>
  );
};

/** A comment, typed and sent where the discussion is. */
export const CommentBox = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const [text, setText] = useState('');
  const sending = useSending({
    send: () => api.addComment(change.id, { text }),
    onSent: () => setText(''),
  });
  return (
    <QuickForm
      label={t('change.writeComment')}
      sending={sending}
      complete={text.trim() !== ''}
      button={t('change.sendComment')}
    >
      <TextField
        id="quick-comment"
        label={t('change.writeComment')}
        value={text}
        onChange={event => setText(event.target.value)}
        helperText={t('form.markdown')}
        variant="outlined"
        size="small"
        multiline
        maxRows={12}
        className={classes.text}
      />
    </QuickForm>
  );
};

/** An entry of the execution log in two lines, without leaving the page, while the work is being done. */
export const QuickEntry = (props: {
  change: ChangeView;
  /** The id of an entry that it corrects. */
  corrects?: string;
  /** It corrects nothing any more: it was sent, or given up. */
  onEnd: () => void;
}) => {
  const { change, corrects, onEnd } = props;
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const [summary, setSummary] = useState('');
  const [whatChanged, setWhatChanged] = useState('');
  const sending = useSending({
    send: () => api.addLogEntry(change.id, { summary, whatChanged, corrects }),
    onSent: () => {
      onEnd();
      setSummary('');
      setWhatChanged('');
      document.getElementById('quick-summary')?.focus();
    },
  });
  return (
    <QuickForm
      label={t(corrects ? 'log.correction' : 'change.quickEntry')}
      sending={sending}
      complete={summary.trim() !== '' && whatChanged.trim() !== ''}
      button={t('change.sendEntry')}
    >
      <TextField
        id="quick-summary"
        label={t('change.quickSummary')}
        value={summary}
        onChange={event => setSummary(event.target.value)}
        variant="outlined"
        size="small"
        className={classes.text}
      />
      <TextField
        id="quick-what-changed"
        label={t('change.quickWhatChanged')}
        value={whatChanged}
        onChange={event => setWhatChanged(event.target.value)}
        variant="outlined"
        size="small"
        className={classes.text}
      />
      {corrects && <Button onClick={onEnd}>{t('general.dismiss')}</Button>}
    </QuickForm>
  );
};
