import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { FormEvent, ReactNode, useId, useState } from 'react';
import { useText } from '../../translation';
import { Failure, toFailure } from '../display';

/** A form in a dialog; a refusal keeps what was typed, and names the lines of a content that it is about. */
export const ActDialog = (props: {
  title: string;
  act: string;
  wide?: boolean;
  isReady: boolean;
  onAct: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) => {
  const { title, act, wide, isReady, onAct, onClose, children } = props;
  const t = useText();
  const id = useId();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const lines = failure?.fields.filter(({ path }) => /:\d+$/.test(path)) ?? [];

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await onAct();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth={wide ? 'lg' : 'sm'}
      aria-labelledby={`${id}-title`}
    >
      <form onSubmit={send} noValidate>
        <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
        <DialogContent>
          {failure && lines.length === 0 && (
            <Alert severity="error">
              {t('configuration.notDone')}: {failure.message}
            </Alert>
          )}
          {lines.length > 0 && (
            <Alert severity="error">
              {t('configuration.notDone')}. {t('configuration.atLines')}:
              <ul>
                {lines.map(({ path, message }) => (
                  <li key={`${path} ${message}`}>
                    {t('configuration.line', { line: path.split(':')[1] })}:{' '}
                    {message}
                  </li>
                ))}
              </ul>
            </Alert>
          )}
          {children}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('general.dismiss')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={busy || !isReady}
          >
            {act}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
