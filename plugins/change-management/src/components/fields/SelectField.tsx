import TextField from '@material-ui/core/TextField';

/** A choice by the browser's own list: it works with every keyboard, screen reader and thumb. */
export const SelectField = (props: {
  id: string;
  label: string;
  value: string;
  /** What it says while nothing is chosen; without it, something is always chosen. */
  empty?: string;
  options: [value: string, text: string][];
  onChange: (value: string) => void;
}) => {
  const { id, label, value, empty, options, onChange } = props;
  return (
    <TextField
      id={id}
      select
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      variant="outlined"
      size="small"
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </TextField>
  );
};
