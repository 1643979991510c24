import TextField from '@material-ui/core/TextField';
import { Text, useText } from '../../translation';
import { affectableKinds, EntityPicker, peopleKinds } from '../CatalogPicker';
import { fieldInWords } from '../Policy';
import { Operator, Plain, Test } from './condition';
import { Choices, Fields, Select } from './inputs';
import { NumbersField } from './NumbersInput';
import {
  operatorsOf,
  SubjectField,
  subjectFieldOf,
  subjectFields,
} from './subjectFields';

function wordOf(field: SubjectField, option: string, t: Text): string {
  return field.kind === 'words' && field.of
    ? t(`${field.of}.${option}` as 'type.normal')
    : option;
}

const TestValue = (props: {
  id: string;
  test: Test;
  error?: string;
  onChange: (values: Plain[]) => void;
}) => {
  const { id, test, error, onChange } = props;
  const { values } = test;
  const field = subjectFieldOf(test.field);
  const t = useText();
  const label = t('conditionForm.value');
  switch (field.kind) {
    case 'words':
      return (
        <Choices
          id={id}
          label={label}
          options={field.options.map(one => [one, wordOf(field, one, t)])}
          chosen={values.map(String)}
          error={error}
          onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <Select
          id={id}
          label={label}
          value={String(values[0] ?? '')}
          options={[
            ['true', t('conditionOperator.yes')],
            ['false', t('conditionOperator.no')],
          ]}
          error={error}
          onChange={value => onChange([value === 'true'])}
        />
      );
    case 'number':
      return (
        <NumbersField
          id={id}
          label={t('conditionForm.numbers')}
          values={values}
          error={error}
          onChange={onChange}
        />
      );
    case 'entities':
    case 'people':
      return (
        <EntityPicker
          id={id}
          label={label}
          kinds={field.kind === 'people' ? peopleKinds : affectableKinds}
          size="small"
          value={String(values[0] ?? '')}
          error={error}
          onChange={ref => onChange([ref])}
        />
      );
    default:
      return field.options ? (
        <Select
          id={id}
          label={label}
          value={String(values[0] ?? '')}
          options={field.options.map(one => [one, one])}
          error={error}
          onChange={value => onChange([value])}
        />
      ) : (
        <TextField
          id={id}
          label={label}
          value={String(values[0] ?? '')}
          variant="outlined"
          size="small"
          InputLabelProps={{ shrink: true }}
          error={error !== undefined}
          helperText={error}
          onChange={({ target }) => onChange([target.value])}
        />
      );
  }
};

/** One test of a condition: what, how, and with which value. */
export const ConditionTest = (props: {
  id: string;
  test: Test;
  withRisk: boolean;
  onChange: (test: Test) => void;
}) => {
  const { id, test, withRisk, onChange } = props;
  const { field, operator, values } = test;
  const t = useText();
  const names = Object.keys(subjectFields).filter(
    name => withRisk || !name.startsWith('risk.'),
  );
  const operators = operatorsOf(field);
  const needsValue = operator !== 'given' && operator !== 'notGiven';
  const isIncomplete =
    needsValue && (values.length === 0 || values.includes(''));
  return (
    <Fields>
      <Select
        id={`${id}-field`}
        label={t('conditionForm.field')}
        value={field}
        options={names.map(name => [name, fieldInWords(name, t)])}
        onChange={name =>
          onChange({
            field: name,
            operator: operatorsOf(name)[0],
            values: [],
          })
        }
      />
      <Select
        id={`${id}-operator`}
        label={t('conditionForm.operator')}
        value={operator}
        options={[
          ...operators,
          ...(operators.includes(operator) ? [] : [operator]),
        ].map(one => [one, t(`conditionOperator.${one}`)])}
        onChange={next => onChange({ ...test, operator: next as Operator })}
      />
      {needsValue && (
        <TestValue
          key={field}
          id={`${id}-value`}
          test={test}
          error={isIncomplete ? t('conditionForm.incomplete') : undefined}
          onChange={next => onChange({ ...test, values: next })}
        />
      )}
    </Fields>
  );
};
