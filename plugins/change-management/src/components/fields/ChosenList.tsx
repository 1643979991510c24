import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { ReactNode } from 'react';
import { useText } from '../../translation';

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

/** One thing that a list is limited to, to be taken away. */
export const ChosenItem = (props: { text: string; drop: () => void }) => {
  const { text, drop } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <li>
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
  );
};

/** What a list is limited to, each to be taken away by itself, or all at once. */
export const ChosenList = (props: {
  chosen: { text: string; drop: () => void }[];
  isFiltered: boolean;
  onClear: () => void;
  /** Further items, which have to find out what they are called. */
  children?: ReactNode;
}) => {
  const { chosen, isFiltered, onClear, children } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <ul className={classes.root} aria-label={t('list.chosen')}>
      {chosen.map(one => (
        <ChosenItem key={one.text} {...one} />
      ))}
      {children}
      {isFiltered && (
        <li>
          <Button size="small" onClick={onClear}>
            {t('list.clear')}
          </Button>
        </li>
      )}
    </ul>
  );
};
