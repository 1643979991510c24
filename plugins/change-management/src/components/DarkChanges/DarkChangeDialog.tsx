import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  DarkChangeAction,
  DarkChangeView,
} from 'backstage-plugin-change-management-common';
import { FormEvent, useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { toFailure } from '../display';

function useWords(dark: DarkChangeView, action: DarkChangeAction) {
  const t = useText();
  const { name } = parseEntityRef(dark.entityRef);
  const what = [name, dark.version].filter(Boolean).join(' ');
  switch (action) {
    case 'explain':
      return {
        title: t('dark.explain'),
        says: t('dark.explainSays', { what }),
        label: t('dark.explanation'),
      };
    case 'regularize':
      return {
        title: t('dark.regularize'),
        says: t('dark.regularizeSays', { what }),
        label: t('dark.changeId'),
      };
    default:
      return {
        title: t('dark.accept'),
        says: t('dark.acceptSays', { text: dark.explanation?.text ?? '' }),
      };
  }
}

/** Asks for what an act on an unauthorized change takes; a refusal keeps what was typed. */
export const DarkChangeDialog = (props: {
  dark: DarkChangeView;
  action: DarkChangeAction;
  onClose: () => void;
}) => {
  const { dark, action, onClose } = props;
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const { title, says, label } = useWords(dark, action);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const acts = {
    explain: () => api.execution.explainDarkChange(dark.id, text.trim()),
    accept: () => api.execution.acceptDarkChange(dark.id),
    regularize: () => api.execution.regularizeDarkChange(dark.id, text.trim()),
  };
  const act = async (event: FormEvent) => {
    event.preventDefault();
    if (label && text.trim() === '') {
      setProblem(`${label} ${t('step.required')}`);
      return;
    }
    setBusy(true);
    try {
      await acts[action]();
      await refresh();
      onClose();
    } catch (error) {
      setProblem(toFailure(error).message);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-labelledby={`${id}-title`}
    >
      <form onSubmit={act} noValidate>
        <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
        <DialogContent>
          <Typography paragraph>{says}</Typography>
          {problem && (
            <Alert severity="error">
              {t('dark.notDone')}: {problem}
            </Alert>
          )}
          {label && (
            <TextField
              id={`${id}-text`}
              label={label}
              value={text}
              onChange={event => setText(event.target.value)}
              variant="outlined"
              margin="normal"
              multiline={action === 'explain'}
              minRows={action === 'explain' ? 3 : undefined}
              fullWidth
            />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('general.dismiss')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={busy}
          >
            {title}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
