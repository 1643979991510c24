import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import { useEffect, useRef } from 'react';
import { TimeField } from '../TimeField';
import { StepField } from './steps';

/** One question of a dialog. */
export const StepFieldInput = (props: {
  field: StepField;
  id: string;
  value: string;
  error?: string;
  focused: boolean;
  onChange: (value: string) => void;
}) => {
  const { field, id, value, error, focused, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) {
      input.current?.focus();
    }
    // Where one starts to type: asked for once, when the dialog opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  switch (field.kind) {
    case 'check':
      return (
        <FormControlLabel
          label={field.label}
          control={
            <Checkbox
              id={id}
              color="primary"
              checked={value === 'yes'}
              onChange={event => onChange(event.target.checked ? 'yes' : '')}
            />
          }
        />
      );
    case 'time':
      return (
        <TimeField
          id={id}
          label={field.label}
          value={value}
          onChange={onChange}
          error={error}
        />
      );
    default:
      return (
        <TextField
          id={id}
          label={field.label}
          value={value}
          onChange={event => onChange(event.target.value)}
          error={Boolean(error)}
          helperText={error ?? field.help}
          inputRef={input}
          variant="outlined"
          fullWidth
          {...(field.kind === 'number' && {
            type: 'number',
            inputProps: { min: 0, step: 1 },
          })}
          {...(field.kind === 'text' && {
            multiline: true,
            minRows: 2,
            maxRows: 12,
          })}
          {...(field.kind === 'choice' && {
            select: true,
            SelectProps: { native: true },
            InputLabelProps: { shrink: true },
          })}
        >
          {field.options?.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </TextField>
      );
  }
};
