import { useText } from '../../translation';
import { SelectField } from './SelectField';

/** Adds to what a filter is set to; what is chosen already stands elsewhere, see `ChosenList`. */
export const ChoiceSelect = (props: {
  id: string;
  label: string;
  chosen: string[];
  options: [value: string, text: string][];
  onChoose: (value: string) => void;
}) => {
  const { id, label, chosen, options, onChoose } = props;
  const t = useText();
  return (
    <SelectField
      id={id}
      label={label}
      value=""
      empty={
        chosen.length
          ? t('list.chosenNumber', { number: String(chosen.length) })
          : t('list.any')
      }
      options={options.filter(([value]) => !chosen.includes(value))}
      onChange={onChoose}
    />
  );
};
