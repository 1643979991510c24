import { makeStyles } from '@material-ui/core/styles';
import { Conflict } from 'backstage-plugin-change-management-common';
import { formatRange } from '../display';
import { ConflictIcon } from './ConflictIcon';
import { ConflictText } from './ConflictText';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    overflowWrap: 'anywhere',
    // Within a sentence the colour alone does not tell a link from its text.
    '& a': { textDecoration: 'underline' },
  },
  when: {
    display: 'block',
    color: theme.palette.text.secondary,
    fontSize: '0.8125rem',
  },
}));

/** Conflicts in words, one below the other. */
export const ConflictList = ({ conflicts }: { conflicts: Conflict[] }) => {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {conflicts.map((conflict, index) => (
        <li key={index} className={classes.item}>
          <ConflictIcon kind={conflict.kind} />
          <div>
            <ConflictText conflict={conflict} />
            <span className={classes.when}>
              {formatRange(conflict.start, conflict.end)}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
};
