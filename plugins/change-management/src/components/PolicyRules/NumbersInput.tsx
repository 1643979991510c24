import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { Path } from './document';
import { useWritten } from './writing';

function numbersIn(text: string): number[] {
  return text
    .split(/[,;\s]+/)
    .filter(word => word !== '' && Number.isFinite(Number(word)))
    .map(Number);
}

/** Numbers with commas between them. */
export const NumbersField = (props: {
  id: string;
  label: string;
  values: unknown[];
  error?: string;
  onChange: (values: number[]) => void;
}) => {
  const { id, label, values, error, onChange } = props;
  // What is typed is more than its numbers: a comma at the end is the beginning of the next.
  const [typed, setTyped] = useState(values.join(', '));
  return (
    <TextField
      id={id}
      label={label}
      value={typed}
      variant="outlined"
      size="small"
      InputLabelProps={{ shrink: true }}
      error={error !== undefined}
      helperText={error}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(numbersIn(target.value));
      }}
    />
  );
};

/** Numbers of the document. */
export const NumbersInput = (props: { path: Path; label: string }) => {
  const { path, label } = props;
  const { id, value, errorWithin, put } = useWritten(path);
  return (
    <NumbersField
      id={id}
      label={label}
      values={Array.isArray(value) ? value : []}
      error={errorWithin}
      onChange={put}
    />
  );
};
