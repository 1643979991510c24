import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import TextField from '@material-ui/core/TextField';
import { Approver, Role } from 'backstage-plugin-change-management-common';
import { words as messages } from '../../messages/words';
import { Text, useText } from '../../translation';
import { RuleField } from './ruleFields';

const useStyles = makeStyles(theme => ({
  number: { width: '100%', maxWidth: 300 },
  group: { margin: theme.spacing(0.5, 0) },
  choice: { marginRight: theme.spacing(1.5) },
  label: { fontSize: '0.8125rem' },
  word: { fontSize: theme.typography.body2.fontSize },
  box: { padding: theme.spacing(0.25, 0.5) },
}));

/** What the field is called. */
export function labelOf({ label, level, of }: RuleField, t: Text): string {
  const name = t(`policyRuleField.${label}`, { level: level ?? '' });
  if (!of) {
    return name;
  }
  return 'deadline' in of
    ? `${t(`policyDeadlineField.${of.deadline}`)}: ${name}`
    : `${of.rule} ${name}`;
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

const Choices = (props: {
  id: string;
  label: string;
  options: readonly string[];
  chosen: string[];
  error?: string;
  onChange: (chosen: string[]) => void;
}) => {
  const { id, label, options, chosen, error, onChange } = props;
  const classes = useStyles();
  const t = useText();
  const toggle = (option: string) =>
    onChange(
      options.filter(one =>
        one === option ? !chosen.includes(one) : chosen.includes(one),
      ),
    );
  return (
    <FormControl
      component="fieldset"
      className={classes.group}
      error={error !== undefined}
    >
      <FormLabel component="legend" className={classes.label}>
        {label}
      </FormLabel>
      <FormGroup row>
        {options.map(option => (
          <FormControlLabel
            key={option}
            className={classes.choice}
            label={wordOf(option, t)}
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
    case 'approvers':
      return (
        <Choices
          id={id}
          label={label}
          options={field.options!}
          chosen={(value as Extract<Approver, { role: Role }>[]).map(
            ({ role }) => role,
          )}
          error={error}
          onChange={chosen => onChange(chosen.map(role => ({ role })))}
        />
      );
    default:
      return (
        <Choices
          id={id}
          label={label}
          options={field.options!}
          chosen={(value as string[] | undefined) ?? []}
          error={error}
          onChange={onChange}
        />
      );
  }
};
