import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useId, useState } from 'react';
import { useText } from '../../translation';
import { Failure, FormDialog, toFailure } from '../display';

/** Asks for one text before something is done, or, without a label, only whether; a refusal keeps what was typed. */
export const AskDialog = (props: {
  title: string;
  says: string;
  label?: string;
  initial?: string;
  multiline?: boolean;
  /** Of the field, `date` for example. */
  type?: string;
  onGiven: (text: string) => Promise<void>;
  onClose: () => void;
}) => {
  const { title, says, label, initial = '', multiline, type } = props;
  const { onGiven, onClose } = props;
  const t = useText();
  const id = useId();
  const [text, setText] = useState(initial);
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  const give = async () => {
    if (label && text.trim() === '') {
      setFailure({ message: `${label} ${t('step.required')}`, fields: [] });
      return;
    }
    setBusy(true);
    try {
      await onGiven(text.trim());
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  };

  return (
    <FormDialog title={title} disabled={busy} onSubmit={give} onClose={onClose}>
      <Typography paragraph>{says}</Typography>
      {failure && (
        <Alert severity="error">
          {t('model.notDone')}: {failure.message}
        </Alert>
      )}
      {label && (
        <TextField
          id={`${id}-text`}
          label={label}
          value={text}
          onChange={event => setText(event.target.value)}
          type={type}
          InputLabelProps={type === 'date' ? { shrink: true } : undefined}
          variant="outlined"
          margin="normal"
          multiline={multiline}
          minRows={multiline ? 3 : undefined}
          fullWidth
        />
      )}
    </FormDialog>
  );
};
