import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import CloseIcon from '@material-ui/icons/Close';
import { useText } from '../../translation';
import { formatTime } from '../display';
import { choicesIn } from './choices';
import { ChangeFilters, FilterName } from './useChangeFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
  },
  chosen: { textTransform: 'none', fontWeight: 400 },
}));

interface Chosen {
  text: string;
  drop: () => void;
}

const Chip = ({ text, drop }: Chosen) => {
  const classes = useStyles();
  const t = useText();
  return (
    <Button
      size="small"
      variant="outlined"
      className={classes.chosen}
      endIcon={<CloseIcon aria-hidden />}
      aria-label={t('list.drop', { filter: text })}
      onClick={drop}
    >
      {text}
    </Button>
  );
};

const OwnerChip = (props: { owner: string; drop: () => void }) => {
  const t = useText();
  const { primaryTitle } = useEntityPresentation(props.owner);
  return <Chip text={t('list.owner', { owner: primaryTitle })} {...props} />;
};

/** What the list is limited to, each to be taken away by itself. */
export const ChosenFilters = ({ filters }: { filters: ChangeFilters }) => {
  const classes = useStyles();
  const t = useText();
  const chosen = choicesIn(t).flatMap(({ name, label, options }) =>
    filters.chosen(name).map(value => ({
      text: `${label}: ${
        options.find(([option]) => option === value)?.[1] ?? value
      }`,
      drop: () => filters.unchoose(name, value),
    })),
  );
  const when = (name: FilterName, say: (value: string) => string): Chosen[] => {
    const value = filters.valueOf(name);
    const drop = () => filters.setFilters({ [name]: undefined });
    return value ? [{ text: say(value), drop }] : [];
  };
  const since = (name: 'createdFrom' | 'startedFrom' | 'closedFrom') =>
    when(name, value => t(`list.${name}`, { time: formatTime(value) }));
  const owner = filters.valueOf('owner');
  const all = [
    ...chosen,
    ...since('createdFrom'),
    ...since('startedFrom'),
    ...since('closedFrom'),
    ...when('workLogged', () => t('list.workNotLogged')),
  ];
  return (
    <ul className={classes.root} aria-label={t('list.chosen')}>
      {all.map(({ text, drop }) => (
        <li key={text}>
          <Chip text={text} drop={drop} />
        </li>
      ))}
      {owner && (
        <li>
          <OwnerChip
            owner={owner}
            drop={() => filters.setFilters({ owner: undefined })}
          />
        </li>
      )}
      {filters.isFiltered && (
        <li>
          <Button size="small" onClick={filters.clear}>
            {t('list.clear')}
          </Button>
        </li>
      )}
    </ul>
  );
};
