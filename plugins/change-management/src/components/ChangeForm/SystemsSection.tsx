import { useController } from 'react-hook-form';
import { useText } from '../../translation';
import { affectableKinds, EntitiesPicker } from '../CatalogPicker';
import { idOf } from './failures';
import { useFieldError } from './fields';
import { Section } from './Section';
import { FormValues } from './values';

/** What is changed directly; the catalog knows what depends on it. */
export const SystemsSection = () => {
  const t = useText();
  const name = 'affectedEntities';
  const { field } = useController<FormValues, typeof name>({ name });
  return (
    <Section number={2} title={t('form.systems')}>
      <EntitiesPicker
        id={idOf(name)}
        label={t('field.affectedEntities')}
        kinds={affectableKinds}
        help={t('form.pickEntities')}
        error={useFieldError(name)}
        value={field.value}
        onChange={field.onChange}
        onBlur={field.onBlur}
      />
    </Section>
  );
};
