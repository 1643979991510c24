import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import TextField from '@material-ui/core/TextField';
import { words as messages } from '../../messages/words';
import { Text, useText } from '../../translation';
import { Choices } from '../PolicyRules';
import { RuleField } from './ruleFields';

const useStyles = makeStyles(theme => ({
  number: { width: '100%', maxWidth: 300 },
  word: { fontSize: theme.typography.body2.fontSize },
}));

/** What the field is called. */
function labelOf({ label, of }: RuleField, t: Text): string {
  const name = t(`policyRuleField.${label}`);
  return of ? `${t(`policyDeadlineField.${of.deadline}`)}: ${name}` : name;
}

/** A word of the domain as people read it. */
function wordOf(option: string, t: Text): string {
  for (const part of ['role', 'type', 'risk', 'closeCode'] as const) {
    if (part in messages && option in (messages as any)[part]) {
      return t(`${part}.${option}` as 'role.cto');
    }
  }
  return option;
}

/** One simple rule as a field: a number, a switch, or some words out of several. */
export const RuleFieldInput = (props: {
  field: RuleField;
  value: unknown;
  /** Whether it differs from the version in force. */
  changed: boolean;
  error?: string;
  onChange: (value: unknown) => void;
}) => {
  const { field, value, changed, error, onChange } = props;
  const classes = useStyles();
  const t = useText();
  const id = `policy-${field.path.join('-')}`;
  const label = `${labelOf(field, t)}${
    changed ? ` (${t('policyAmend.changed').toLocaleLowerCase()})` : ''
  }`;
  switch (field.kind) {
    case 'number':
      return (
        <TextField
          id={id}
          className={classes.number}
          type="number"
          size="small"
          variant="outlined"
          margin="dense"
          label={label}
          value={value ?? ''}
          error={error !== undefined}
          helperText={error}
          onChange={({ target }) =>
            onChange(target.value === '' ? undefined : Number(target.value))
          }
        />
      );
    case 'switch':
      return (
        <FormControlLabel
          label={label}
          classes={{ label: classes.word }}
          control={
            <Switch
              id={id}
              color="primary"
              size="small"
              checked={value === true}
              onChange={({ target }) => onChange(target.checked)}
            />
          }
        />
      );
    default:
      return (
        <Choices
          id={id}
          label={label}
          options={field.options!.map(one => [one, wordOf(one, t)])}
          chosen={(value as string[] | undefined) ?? []}
          error={error}
          onChange={onChange}
        />
      );
  }
};
