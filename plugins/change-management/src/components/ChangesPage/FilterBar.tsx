import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles, Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import FilterListIcon from '@material-ui/icons/FilterList';
import { useState } from 'react';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import { ChoiceSelect, SearchField } from '../fields';
import { choicesIn } from './choices';
import { ChosenFilters } from './ChosenFilters';
import { ChangeFilters } from './useChangeFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    alignItems: 'start',
  },
  wide: { gridColumn: 'span 2' },
}));

const Day = (props: {
  name: 'from' | 'to';
  label: string;
  filters: ChangeFilters;
}) => {
  const { name, label, filters } = props;
  return (
    <TextField
      id={`filter-${name}`}
      type="date"
      label={label}
      value={filters.valueOf(name).slice(0, 10)}
      onChange={event => filters.setFilters({ [name]: event.target.value })}
      variant="outlined"
      size="small"
      InputLabelProps={{ shrink: true }}
    />
  );
};

const Choices = ({ filters }: { filters: ChangeFilters }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <>
      {choicesIn(t).map(({ name, label, options }) => (
        <ChoiceSelect
          key={name}
          id={`filter-${name}`}
          label={label}
          chosen={filters.chosen(name)}
          options={options}
          onChoose={value => filters.choose(name, value)}
        />
      ))}
      <Day name="from" label={t('list.from')} filters={filters} />
      <Day name="to" label={t('list.to')} filters={filters} />
      <div className={classes.wide}>
        <EntityPicker
          id="filter-entity"
          label={t('list.entity')}
          kinds={affectableKinds}
          size="small"
          value={filters.valueOf('entityRef')}
          onChange={entityRef =>
            filters.setFilters({
              entityRef,
              // Of a system or domain, its parts are meant.
              scope: /^(system|domain):/.test(entityRef) ? 'members' : '',
            })
          }
        />
      </div>
    </>
  );
};

/** Filters of the list; what they say stands in the address. Choosing adds a value, those chosen stand below. */
export const FilterBar = ({ filters }: { filters: ChangeFilters }) => {
  const classes = useStyles();
  const t = useText();
  // On a telephone the rows come first: the filters open on demand, those chosen stay in sight.
  const isNarrow = useMediaQuery((theme: Theme) =>
    theme.breakpoints.down('xs'),
  );
  const [opened, setOpened] = useState(false);
  return (
    <div role="search" aria-label={t('list.filters')}>
      <div className={classes.root}>
        <SearchField
          id="filter-q"
          label={t('list.search')}
          value={filters.valueOf('q')}
          onChange={q => filters.setFilters({ q })}
        />
        {isNarrow && (
          <Button
            variant="outlined"
            startIcon={<FilterListIcon />}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {t('list.filters')}
          </Button>
        )}
        {(opened || !isNarrow) && <Choices filters={filters} />}
      </div>
      <ChosenFilters filters={filters} />
    </div>
  );
};
