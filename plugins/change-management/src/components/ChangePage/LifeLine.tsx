import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/Check';
import FiberManualRecordIcon from '@material-ui/icons/FiberManualRecord';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import {
  ChangeState,
  ChangeView,
  openStates,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 0),
    listStyle: 'none',
    margin: theme.spacing(1.5, 0),
    padding: 0,
  },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: 4,
    fontSize: '0.8125rem',
    color: theme.palette.text.secondary,
    '&:not(:last-child)::after': {
      content: '""',
      width: 20,
      margin: theme.spacing(0, 1),
      borderTop: `1px solid ${theme.palette.text.secondary}`,
    },
    '& svg': { fontSize: '0.875rem' },
  },
  now: { color: theme.palette.text.primary, fontWeight: 700 },
}));

const usual: ChangeState[] = [...openStates, 'closed'];

// An emergency is carried out first and approved after the fact; a change that was given up stops where it was.
function lifeOf({ state, type, submittedAt }: ChangeView): ChangeState[] {
  if (state === 'rejected') {
    return ['draft', 'assessment', 'authorization', 'rejected'];
  }
  if (state === 'canceled') {
    return ['draft', 'canceled'];
  }
  if (type === 'emergency' && !submittedAt) {
    return ['draft', 'implementation', 'review', 'closed'];
  }
  return type === 'normal' ? usual : usual.filter(s => s !== 'assessment');
}

/** Where the change is in its life. */
export const LifeLine = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const life = lifeOf(change);
  const place = life.indexOf(change.state);
  return (
    <ol className={classes.root} aria-label={t('change.life')}>
      {life.map((state, index) => {
        const isNow = index === place;
        let Icon = RadioButtonUncheckedIcon;
        if (index < place || (state === 'closed' && isNow)) {
          Icon = CheckIcon;
        } else if (isNow) {
          Icon = FiberManualRecordIcon;
        }
        return (
          <li
            key={state}
            className={`${classes.state} ${isNow ? classes.now : ''}`}
            aria-current={isNow ? 'step' : undefined}
          >
            <Icon aria-hidden />
            {t(`state.${state}`)}
          </li>
        );
      })}
    </ol>
  );
};
