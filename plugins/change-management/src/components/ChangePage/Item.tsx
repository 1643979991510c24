import { makeStyles, Theme } from '@material-ui/core/styles';
import CancelIcon from '@material-ui/icons/Cancel';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import RadioButtonCheckedIcon from '@material-ui/icons/RadioButtonChecked';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { ReactNode } from 'react';
import { coloursOf, Tone } from '../display/tones';

/** How one thing that a change needs stands. */
export type Standing = 'done' | 'now' | 'open' | 'problem' | 'refused';

const looks = {
  done: [CheckCircleIcon, 'good', 'Done'],
  now: [RadioButtonCheckedIcon, 'info', 'Now'],
  open: [RadioButtonUncheckedIcon, 'neutral', 'Open'],
  problem: [ReportProblemIcon, 'warn', 'Problem'],
  refused: [CancelIcon, 'bad', 'Refused'],
} as const;

const useStyles = makeStyles<Theme, { tone: Tone }>(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
  },
  icon: {
    flexShrink: 0,
    fontSize: '1.25rem',
    color: ({ tone }) => coloursOf(theme, tone).text,
  },
}));

/** One line of what a change needs: there, or still open. */
export const Item = (props: { standing: Standing; children: ReactNode }) => {
  const { standing, children } = props;
  const [Icon, tone, name] = looks[standing];
  const classes = useStyles({ tone });
  return (
    <li className={classes.root}>
      <Icon className={classes.icon} titleAccess={name} />
      <div>{children}</div>
    </li>
  );
};
