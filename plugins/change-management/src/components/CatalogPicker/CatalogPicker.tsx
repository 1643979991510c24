import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Chip from '@material-ui/core/Chip';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  AutocompleteRenderInputParams,
} from '@material-ui/lab/Autocomplete';
import { ReactNode, Ref, useMemo, useState } from 'react';
import { useText } from '../../translation';
import {
  CatalogOption,
  optionOf,
  useCatalogOptions,
  useChosenOption,
} from './useCatalogOptions';

interface PickerProps {
  id: string;
  label: string;
  kinds: string[];
  help?: ReactNode;
  error?: string;
  inputRef?: Ref<HTMLInputElement>;
  size?: 'small' | 'medium';
}

function usePicker(props: PickerProps) {
  const { id, label, kinds, help, error, inputRef } = props;
  const t = useText();
  const [term, setTerm] = useState('');
  const [open, setOpen] = useState(false);
  const {
    data = [],
    isFetching,
    isError,
  } = useCatalogOptions({
    term,
    kinds,
    open,
  });
  return {
    id,
    open,
    onOpen: () => setOpen(true),
    onClose: () => setOpen(false),
    onInputChange: (_event: unknown, value: string, reason: string) =>
      // A chosen option is not something to search for.
      setTerm(reason === 'input' ? value : ''),
    options: data,
    loading: isFetching,
    loadingText: t('general.loading'),
    noOptionsText: t(isError ? 'form.catalogFailed' : 'form.noEntities'),
    getOptionLabel: (option: CatalogOption) => option.title,
    getOptionSelected: (option: CatalogOption, value: CatalogOption) =>
      option.entityRef === value.entityRef,
    // The catalog has searched already.
    filterOptions: (options: CatalogOption[]) => options,
    renderOption: (option: CatalogOption) => (
      <div>
        {option.title}{' '}
        <Typography variant="body2" color="textSecondary" component="span">
          {[
            option.kind,
            option.owner && t('form.ownedBy', { owner: option.owner }),
            option.system && t('form.inSystem', { system: option.system }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Typography>
      </div>
    ),
    // The input is the combobox, not the box around it, so that it has a name.
    role: undefined,
    'aria-expanded': undefined,
    'aria-owns': undefined,
    renderInput: (params: AutocompleteRenderInputParams) => (
      <TextField
        {...params}
        label={label}
        variant="outlined"
        size={props.size}
        error={Boolean(error)}
        helperText={error ?? help}
        inputRef={inputRef}
        inputProps={{
          ...params.inputProps,
          role: 'combobox',
          'aria-expanded': open,
        }}
      />
    ),
  };
}

/** Chooses several entities of the catalog. */
export const EntitiesPicker = (
  props: PickerProps & {
    value: string[];
    onChange: (entityRefs: string[]) => void;
    onBlur?: () => void;
  },
) => {
  const { value, onChange, onBlur } = props;
  // Another array would be another choice, and clear what is typed.
  const chosen = useMemo(() => value.map(optionOf), [value]);
  const picker = usePicker(props);
  return (
    <Autocomplete
      {...picker}
      multiple
      filterSelectedOptions
      filterOptions={options =>
        options.filter(({ entityRef }) => !value.includes(entityRef))
      }
      value={chosen}
      onChange={(_event, options) =>
        onChange(options.map(({ entityRef }) => entityRef))
      }
      onBlur={onBlur}
      renderTags={(options, getTagProps) =>
        options.map(({ entityRef }, index) => (
          <Chip
            {...getTagProps({ index })}
            key={entityRef}
            size="small"
            label={<EntityDisplayName entityRef={entityRef} disableTooltip />}
          />
        ))
      }
    />
  );
};

/** Chooses one entity, or none. */
export const EntityPicker = (
  props: PickerProps & {
    value: string;
    onChange: (entityRef: string) => void;
  },
) => {
  const { value, onChange } = props;
  const chosen = useChosenOption(value);
  const picker = usePicker(props);
  return (
    <Autocomplete
      {...picker}
      value={chosen}
      onChange={(_event, option) => onChange(option?.entityRef ?? '')}
    />
  );
};
