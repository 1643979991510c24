import Alert from '@material-ui/lab/Alert';
import { ReactNode, useState } from 'react';
import { useText } from '../../translation';
import { Failure, FormDialog, toFailure } from '../display';

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
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const lines = failure?.fields.filter(({ path }) => /:\d+$/.test(path)) ?? [];

  const send = async () => {
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
    <FormDialog
      title={title}
      act={act}
      wide={wide}
      disabled={busy || !isReady}
      onSubmit={send}
      onClose={onClose}
    >
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
    </FormDialog>
  );
};
