import TextField from '@material-ui/core/TextField';
import { useController } from 'react-hook-form';
import { useRollbackExecutors } from '../../hooks';
import { useText } from '../../translation';
import { idOf } from './failures';
import { TextInput, useFieldError, useFixed } from './fields';
import { FormValues } from './values';

/** What carries a step out, where no person does, and what it is told. */
export const ExecutorFields = ({ index }: { index: number }) => {
  const t = useText();
  const { data } = useRollbackExecutors();
  const name = `steps.${index}.executor` as const;
  const { field } = useController<FormValues, `steps.${number}.executor`>({
    name,
  });
  const error = useFieldError(name);
  const fixed = useFixed('steps');
  const chosen = field.value?.name;
  const executors = data?.items ?? [];
  const known = executors.find(executor => executor.name === chosen);
  const options = [
    ...executors.map(executor => [executor.name, executor.label]),
    ...(chosen && !known ? [[chosen, chosen]] : []),
  ];
  if (options.length === 0) {
    return null;
  }
  return (
    <>
      <TextField
        id={idOf(name)}
        select
        disabled={Boolean(fixed)}
        label={t('field.stepExecutor', { number: String(index + 1) })}
        value={chosen ?? ''}
        onChange={({ target: { value } }) =>
          field.onChange(value ? { name: value, input: {} } : undefined)
        }
        error={Boolean(error)}
        helperText={error ?? known?.description}
        variant="outlined"
        fullWidth
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
      >
        <option value="">{t('form.byHand')}</option>
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </TextField>
      {known?.input.map(asked => (
        <TextInput
          key={`${known.name} ${asked.name}`}
          name={`${name}.input.${asked.name}`}
          label={asked.label}
          help={asked.help}
          optional={!asked.required}
        />
      ))}
    </>
  );
};
