import TextField from '@material-ui/core/TextField';
import { useText } from '../../translation';
import { affectableKinds, EntitiesPicker, peopleKinds } from '../CatalogPicker';
import { SelectField } from '../fields';
import { refKinds, ScopeKind, scopeKinds, ScopeValues } from './scope';

const catalogKinds: Partial<Record<ScopeKind, string[]>> = {
  entities: affectableKinds,
  memberOf: ['system', 'domain'],
  owners: peopleKinds,
};

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
}

const ScopeValue = (props: {
  value: ScopeValues;
  onChange: (value: ScopeValues) => void;
  error?: string;
}) => {
  const { value, onChange, error } = props;
  const { kind, values, json } = value;
  const t = useText();
  if (kind === 'everything') {
    return null;
  }
  if (refKinds.includes(kind)) {
    return (
      <EntitiesPicker
        key={kind}
        id="window-scope-value"
        label={t(`scopeValue.${kind}`)}
        kinds={catalogKinds[kind]!}
        value={values}
        onChange={refs => onChange({ ...value, values: refs })}
        error={error}
      />
    );
  }
  return (
    <TextField
      key={kind}
      id="window-scope-value"
      label={t(`scopeValue.${kind}`)}
      variant="outlined"
      error={Boolean(error)}
      {...(kind === 'json'
        ? {
            value: json,
            onChange: event => onChange({ ...value, json: event.target.value }),
            helperText: error ?? t('scopeValue.jsonHelp'),
            multiline: true,
            minRows: 3,
          }
        : {
            defaultValue: values.join(', '),
            onChange: event =>
              onChange({ ...value, values: wordsOf(event.target.value) }),
            helperText: error,
          })}
    />
  );
};

/** For what a window is: a simple choice, or a condition of one's own. */
export const ScopeField = (props: {
  value: ScopeValues;
  onChange: (value: ScopeValues) => void;
  error?: string;
}) => {
  const { value, onChange, error } = props;
  const t = useText();
  return (
    <>
      <SelectField
        id="window-scope"
        label={t('window.scope')}
        value={value.kind}
        options={scopeKinds.map(kind => [kind, t(`scopeKind.${kind}`)])}
        onChange={kind =>
          onChange({ kind: kind as ScopeKind, values: [], json: value.json })
        }
      />
      <ScopeValue value={value} onChange={onChange} error={error} />
    </>
  );
};
