import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { changeCategories } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import { SelectField } from '../fields';
import { FiguresState, spans } from './useFiguresQuery';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0, 3),
    '& > *': { minWidth: 170, flex: '1 1 170px', maxWidth: 300 },
    '@media print': { display: 'none' },
  },
}));

/** Which figures are shown: of what time, and of what alone. */
export const FigureFilters = ({ days, filters, update }: FiguresState) => {
  const classes = useStyles();
  const t = useText();
  const spanNames = [t('figures.lastQuarter'), t('figures.lastYear')];
  const { entityRef, system, team, category } = filters;
  const isFiltered = entityRef || system || team || category;
  const picked = [
    ['team', t('figures.team'), ['group'], team],
    ['system', t('figures.system'), ['system'], system],
    ['entityRef', t('figures.entity'), affectableKinds, entityRef],
  ] as const;
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('figures.filters')}
    >
      <SelectField
        id="figures-days"
        label={t('figures.days')}
        value={days}
        options={spans.map((span, index) => [span, spanNames[index]])}
        onChange={value => update({ days: value })}
      />
      {picked.map(([name, label, kinds, value]) => (
        <EntityPicker
          key={name}
          id={`figures-${name}`}
          label={label}
          kinds={[...kinds]}
          size="small"
          value={String(value ?? '')}
          onChange={chosen => update({ [name]: chosen })}
        />
      ))}
      <SelectField
        id="figures-category"
        label={t('figures.category')}
        value={String(category ?? '')}
        empty={t('list.any')}
        options={changeCategories.map(name => [name, t(`category.${name}`)])}
        onChange={value => update({ category: value })}
      />
      {isFiltered && (
        <Button
          onClick={() =>
            update({
              entityRef: undefined,
              system: undefined,
              team: undefined,
              category: undefined,
            })
          }
        >
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
};
