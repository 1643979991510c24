import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  changeCategories,
  changeStates,
  changeTypes,
  closeCodes,
  riskLevels,
} from 'backstage-plugin-change-management-common';
import { useEffect, useState } from 'react';
import { useSettled } from '../../hooks';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import { ChangeFilters, FilterName } from './useChangeFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    alignItems: 'start',
  },
  wide: { gridColumn: 'span 2' },
}));

const Choice = (props: {
  name: FilterName;
  label: string;
  options: [value: string, text: string][];
  filters: ChangeFilters;
}) => {
  const { name, label, options, filters } = props;
  const t = useText();
  const value = filters.valueOf(name);
  // An address may name several values at once; they are shown as one choice.
  const several = options.filter(([option]) =>
    value.split(',').includes(option),
  );
  return (
    <TextField
      id={`filter-${name}`}
      select
      label={label}
      value={value}
      onChange={event => filters.setFilter(name, event.target.value)}
      variant="outlined"
      size="small"
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
    >
      <option value="">{t('list.any')}</option>
      {several.length > 1 && (
        <option value={value}>
          {several.map(([, text]) => text).join(', ')}
        </option>
      )}
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </TextField>
  );
};

const Search = ({ filters }: { filters: ChangeFilters }) => {
  const t = useText();
  const inAddress = filters.valueOf('q');
  const [typed, setTyped] = useState(inAddress);
  const settled = useSettled(typed, 300);
  const { setFilter } = filters;
  useEffect(() => setTyped(inAddress), [inAddress]);
  useEffect(() => {
    if (settled !== inAddress) {
      setFilter('q', settled);
    }
    // Only typing moves the address; the address moves the field above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <TextField
      id="filter-q"
      type="search"
      label={t('list.search')}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      variant="outlined"
      size="small"
      InputLabelProps={{ shrink: true }}
    />
  );
};

/** Filters of the list; what they say stands in the address. */
export const FilterBar = ({ filters }: { filters: ChangeFilters }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <Box className={classes.root} role="search">
      <Search filters={filters} />
      <Choice
        name="state"
        label={t('list.state')}
        options={changeStates.map(s => [s, t(`state.${s}`)])}
        filters={filters}
      />
      <Choice
        name="type"
        label={t('list.type')}
        options={changeTypes.map(s => [s, t(`type.${s}`)])}
        filters={filters}
      />
      <Choice
        name="category"
        label={t('list.category')}
        options={changeCategories.map(s => [s, t(`category.${s}`)])}
        filters={filters}
      />
      <Choice
        name="riskLevel"
        label={t('list.risk')}
        options={riskLevels.map(s => [s, t(`risk.${s}`)])}
        filters={filters}
      />
      <Choice
        name="closeCode"
        label={t('list.outcome')}
        options={closeCodes.map(s => [s, t(`closeCode.${s}`)])}
        filters={filters}
      />
      <div className={classes.wide}>
        <EntityPicker
          id="filter-entity"
          label={t('list.entity')}
          kinds={affectableKinds}
          size="small"
          value={filters.valueOf('entityRef')}
          onChange={ref => filters.setFilter('entityRef', ref)}
        />
      </div>
      {filters.isFiltered && (
        <Button onClick={filters.clear}>{t('list.clear')}</Button>
      )}
    </Box>
  );
};
