import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { createContext, useContext } from 'react';
import { FieldPath, useController } from 'react-hook-form';
import { useText } from '../../translation';
import { TimeField } from '../TimeField';
import { idOf } from './failures';
import { FormValues } from './values';

/** What is wrong, by the name of the field on the screen. */
export type FieldErrors = Record<string, string>;

const FieldErrorsContext = createContext<FieldErrors>({});

/** Hands what is wrong to the fields below. */
export const FieldErrorsProvider = FieldErrorsContext.Provider;

/** What is wrong with one field. */
export function useFieldError(name: string): string | undefined {
  return useContext(FieldErrorsContext)[name];
}

/** What a model fixes: its id, and the names of the fields. */
export interface Fixed {
  id: string;
  names: string[];
}

const FixedContext = createContext<Fixed | undefined>(undefined);

/** Hands to the fields below what they may not alter. */
export const FixedProvider = FixedContext.Provider;

/** Why a field may not be altered, if so. */
export function useFixed(name: string): string | undefined {
  const t = useText();
  const fixed = useContext(FixedContext);
  return fixed?.names.includes(name.split('.')[0])
    ? t('model.fixedHere', { id: fixed.id })
    : undefined;
}

type TickName = 'followsDeployments';

type TextName = Exclude<
  FieldPath<FormValues>,
  | 'affectedEntities'
  | 'answers'
  | 'steps'
  | 'links'
  | 'tested'
  | 'access'
  | TickName
>;

/** A text field of the form. */
export const TextInput = (
  props: {
    name: TextName;
    label: string;
    help?: string;
    optional?: boolean;
  } & Pick<
    TextFieldProps,
    | 'multiline'
    | 'rows'
    | 'type'
    | 'onKeyDown'
    | 'className'
    | 'inputProps'
    | 'InputProps'
  >,
) => {
  const { name, label, help, optional, rows, ...rest } = props;
  const t = useText();
  const { field } = useController<FormValues, TextName>({ name });
  const error = useFieldError(name);
  const fixed = useFixed(name);
  const helps = fixed
    ? [fixed]
    : [help, optional && t('form.optional')].filter(Boolean);
  return (
    <TextField
      {...rest}
      InputProps={fixed ? { readOnly: true } : rest.InputProps}
      onKeyDown={fixed ? undefined : rest.onKeyDown}
      id={idOf(name)}
      inputRef={field.ref}
      label={label}
      name={name}
      value={field.value ?? ''}
      onChange={field.onChange}
      onBlur={field.onBlur}
      minRows={rows}
      maxRows={rest.multiline ? 20 : undefined}
      error={Boolean(error)}
      helperText={error ?? (helps.join(' · ') || undefined)}
      variant="outlined"
      fullWidth
    />
  );
};

/** A choice of the form; the first option says that nothing is chosen, where `empty` is given. */
export const ChoiceInput = (props: {
  name: 'type' | 'category' | 'emergencyReason';
  label: string;
  help?: string;
  empty?: string;
  options: [value: string, text: string][];
}) => {
  const { name, label, help, empty, options } = props;
  const { field } = useController<FormValues, typeof name>({ name });
  const error = useFieldError(name);
  const fixed = useFixed(name);
  return (
    <TextField
      id={idOf(name)}
      disabled={Boolean(fixed)}
      select
      label={label}
      name={name}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={Boolean(error)}
      helperText={error ?? fixed ?? help}
      variant="outlined"
      fullWidth
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </TextField>
  );
};

/** A time of the form. */
export const TimeInput = (props: {
  name: 'plannedStart' | 'plannedEnd';
  label: string;
  onTyped?: (value: string) => void;
}) => {
  const { name, label, onTyped } = props;
  const { field } = useController<FormValues, typeof name>({ name });
  const error = useFieldError(name);
  return (
    <TimeField
      id={idOf(name)}
      label={label}
      value={field.value}
      onChange={value => {
        onTyped?.(value);
        field.onChange(value);
      }}
      error={error}
    />
  );
};

/** What is wrong with something that is no text field. */
export const FieldError = ({ name }: { name: string }) => {
  const error = useFieldError(name);
  return error ? <FormHelperText error>{error}</FormHelperText> : null;
};

/** A yes that is ticked. */
export const Tick = ({ name, label }: { name: TickName; label: string }) => {
  const { field } = useController<FormValues, TickName>({ name });
  return (
    <FormControlLabel
      control={
        <Checkbox
          id={idOf(name)}
          color="primary"
          checked={field.value}
          onChange={field.onChange}
          disabled={Boolean(useFixed(name))}
        />
      }
      label={label}
    />
  );
};
