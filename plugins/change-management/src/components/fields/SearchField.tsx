import TextField from '@material-ui/core/TextField';
import { useEffect, useState } from 'react';
import { useSettled } from '../../hooks';

/** Words to look for; handed on once the person has stopped typing for a moment. */
export const SearchField = (props: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}) => {
  const { id, label, value, onChange } = props;
  const [typed, setTyped] = useState(value);
  const settled = useSettled(typed, 300);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (settled !== value) {
      onChange(settled);
    }
    // Only typing hands on; what is handed in moves the field above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <TextField
      id={id}
      type="search"
      label={label}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      variant="outlined"
      size="small"
      InputLabelProps={{ shrink: true }}
    />
  );
};
