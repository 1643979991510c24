import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useText } from '../../translation';
import { formatTime } from '../display';
import { choicesIn } from './choices';
import { ChangeFilters } from './useChangeFilters';

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
  const since = (name: 'createdFrom' | 'closedFrom') => {
    const value = filters.valueOf(name);
    return value
      ? [
          {
            text: t(`list.${name}`, { time: formatTime(value) }),
            drop: () => filters.setFilters({ [name]: undefined }),
          },
        ]
      : [];
  };
  const all = [...chosen, ...since('createdFrom'), ...since('closedFrom')];
  return (
    <ul className={classes.root} aria-label={t('list.chosen')}>
      {all.map(({ text, drop }) => (
        <li key={text}>
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
        </li>
      ))}
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
