import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import { makeStyles } from '@material-ui/core/styles';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { Path } from './document';
import { useClauseOptions, useWritten } from './writing';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 200px), 1fr))',
    gap: theme.spacing(1.5),
    alignItems: 'start',
    width: '100%',
    margin: theme.spacing(1, 0),
  },
  narrow: {
    gridTemplateColumns: 'repeat(auto-fill, minmax(110px, 1fr))',
  },
  wide: { gridColumn: '1 / -1' },
  legend: { fontSize: '0.8125rem' },
  word: { fontSize: theme.typography.body2.fontSize },
  box: { padding: theme.spacing(0.25, 0.5) },
}));

/** Fields side by side, as many as there is room for. */
export const Fields = (props: {
  /** They hold numbers, or a word. */
  narrow?: boolean;
  children: ReactNode;
}) => {
  const { narrow, children } = props;
  const classes = useStyles();
  return (
    <div className={`${classes.fields} ${narrow ? classes.narrow : ''}`}>
      {children}
    </div>
  );
};

const plain: Partial<TextFieldProps> = {
  variant: 'outlined',
  size: 'small',
  InputLabelProps: { shrink: true },
};

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}

/** A text of the document. */
export const TextInput = (props: {
  path: Path;
  label: string;
  /** Takes a line of its own. */
  wide?: boolean;
}) => {
  const { path, label, wide } = props;
  const classes = useStyles();
  const { id, value, error, put } = useWritten(path);
  return (
    <TextField
      {...plain}
      id={id}
      className={wide ? classes.wide : undefined}
      label={label}
      value={textOf(value)}
      multiline={wide}
      error={error !== undefined}
      helperText={error}
      onChange={({ target }) => put(target.value)}
    />
  );
};

/** A number of the document; none while the field is empty. */
export const NumberInput = (props: {
  path: Path;
  label: string;
  step?: number;
}) => {
  const { path, label, step = 1 } = props;
  const { id, value, error, put } = useWritten(path);
  return (
    <TextField
      {...plain}
      id={id}
      label={label}
      type="number"
      inputProps={{ min: 0, step }}
      value={textOf(value)}
      error={error !== undefined}
      helperText={error}
      onChange={({ target }) =>
        put(target.value === '' ? undefined : Number(target.value))
      }
    />
  );
};

/** One of several words; what is written and none of them can be seen, and kept. */
export const Select = (props: {
  id: string;
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  error?: string;
  wide?: boolean;
  onChange: (value: string) => void;
}) => {
  const { id, label, value, options, error, wide, onChange } = props;
  const classes = useStyles();
  const isKnown = options.some(([option]) => option === value);
  return (
    <TextField
      {...plain}
      id={id}
      select
      className={wide ? classes.wide : undefined}
      label={label}
      value={value}
      error={error !== undefined}
      helperText={error}
      SelectProps={{ native: true }}
      onChange={({ target }) => onChange(target.value)}
    >
      {!isKnown && <option value={value}>{value}</option>}
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </TextField>
  );
};

/** One of several words, written to a place of the document. */
export const SelectInput = (props: {
  path: Path;
  label: string;
  options: readonly (readonly [value: string, text: string])[];
  wide?: boolean;
}) => {
  const { path, ...rest } = props;
  const { id, value, error, put } = useWritten(path);
  return (
    <Select
      {...rest}
      id={id}
      value={textOf(value)}
      error={error}
      onChange={put}
    />
  );
};

/** The clause from which a rule follows. */
export const ClauseInput = ({ path }: { path: Path }) => {
  const t = useText();
  return (
    <SelectInput
      path={path}
      label={t('policyForms.clause')}
      options={useClauseOptions()}
      wide
    />
  );
};

/** Some of several words, each with a box to tick. */
export const Choices = <T extends string | number>(props: {
  id: string;
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  chosen: T[];
  error?: string;
  onChange: (chosen: T[]) => void;
}) => {
  const { id, label, options, chosen, error, onChange } = props;
  const classes = useStyles();
  const unknown = chosen.filter(
    one => !options.some(([option]) => option === one),
  );
  const all = [...options, ...unknown.map(one => [one, String(one)] as const)];
  const toggle = (option: T) =>
    onChange(
      all
        .map(([one]) => one)
        .filter(one =>
          one === option ? !chosen.includes(one) : chosen.includes(one),
        ),
    );
  return (
    <FormControl
      component="fieldset"
      className={classes.wide}
      error={error !== undefined}
    >
      <FormLabel component="legend" className={classes.legend}>
        {label}
      </FormLabel>
      <FormGroup row>
        {all.map(([option, text]) => (
          <FormControlLabel
            key={option}
            label={text}
            classes={{ label: classes.word }}
            control={
              <Checkbox
                id={`${id}-${option}`}
                color="primary"
                size="small"
                className={classes.box}
                checked={chosen.includes(option)}
                onChange={() => toggle(option)}
              />
            }
          />
        ))}
      </FormGroup>
      {error && <FormHelperText>{error}</FormHelperText>}
    </FormControl>
  );
};
