import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { FormEvent, ReactNode, useId } from 'react';
import { useText } from '../../translation';

/** A dialog that is a form: its title, what is asked, and the two ways out of it. */
export const FormDialog = (props: {
  title: string;
  /** On the button that does it; the title where it is left out. */
  act?: string;
  /** On the button that leaves everything as it is. */
  dismiss?: string;
  wide?: boolean;
  disabled: boolean;
  /** Of the button that does it. */
  className?: string;
  onSubmit: () => unknown;
  onClose: () => void;
  children: ReactNode;
}) => {
  const { title, act = title, dismiss, wide, disabled, className } = props;
  const { onSubmit, onClose, children } = props;
  const t = useText();
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth={wide ? 'lg' : 'sm'}
      aria-labelledby={id}
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>{children}</DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{dismiss ?? t('general.dismiss')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={disabled}
            className={className}
          >
            {act}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
