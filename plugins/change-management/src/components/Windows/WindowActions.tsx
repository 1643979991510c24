import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { WindowView } from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { editWindowRouteRef } from '../../routes';
import { useText } from '../../translation';
import { toFailure } from '../display';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    margin: theme.spacing(2, 0),
  },
}));

const RetireDialog = (props: { onRetire: () => void; onClose: () => void }) => {
  const { onRetire, onClose } = props;
  const t = useText();
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{t('window.retire')}</DialogTitle>
      <DialogContent>{t('window.retireSays')}</DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('general.dismiss')}</Button>
        <Button variant="contained" color="primary" onClick={onRetire}>
          {t('window.retire')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

/** What this person may do with it, and only that. */
export const WindowActions = ({ window }: { window: WindowView }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const editPath = useRouteRef(editWindowRouteRef)({ id: window.id });
  const [isRetiring, setRetiring] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { id, revision, allowedActions } = window;

  const act = async (send: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await send();
      setRefusal(undefined);
    } catch (error) {
      setRefusal(toFailure(error).message);
    }
    setRetiring(false);
    await refresh();
    setBusy(false);
  };

  return (
    <>
      {refusal && (
        <Alert severity="error">
          {t('window.notDone')}: {refusal}
        </Alert>
      )}
      <div className={classes.root} role="group" aria-label={t('action.group')}>
        {allowedActions.includes('approve') && (
          <Button
            variant="contained"
            color="primary"
            disabled={busy}
            onClick={() =>
              act(() =>
                api.schedule.editWindow(id, { revision, status: 'approved' }),
              )
            }
          >
            {t('window.approve')}
          </Button>
        )}
        {allowedActions.includes('edit') && (
          <LinkButton to={editPath} color="primary" variant="outlined">
            {t('window.edit')}
          </LinkButton>
        )}
        {allowedActions.includes('retire') && (
          <Button disabled={busy} onClick={() => setRetiring(true)}>
            {t('window.retire')}
          </Button>
        )}
      </div>
      {isRetiring && (
        <RetireDialog
          onRetire={() => act(() => api.schedule.retireWindow(id))}
          onClose={() => setRetiring(false)}
        />
      )}
    </>
  );
};
