import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  Schedule,
  WindowOccurrence,
} from 'backstage-plugin-change-management-common';
import { ReactNode, useId } from 'react';
import { windowRouteRef } from '../../routes';
import { useText } from '../../translation';
import { ConflictList } from '../Conflicts';
import { formatRange } from '../display';
import { WindowKindWord, WindowStatusWord } from '../Windows/words';

const useStyles = makeStyles(theme => ({
  part: {
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
  scroll: { maxHeight: 420, overflowY: 'auto' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { padding: theme.spacing(0.75, 0) },
  when: { display: 'block', color: theme.palette.text.secondary },
}));

const Part = (props: {
  title: string;
  nothing?: string;
  children: ReactNode;
}) => {
  const { title, nothing, children } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.part}
      aria-labelledby={id}
    >
      <Typography variant="h6" component="h3" id={id} gutterBottom>
        {title}
      </Typography>
      {nothing ? (
        <Typography variant="body2" color="textSecondary">
          {nothing}
        </Typography>
      ) : (
        // Its links take the keyboard to all of it.
        <div className={classes.scroll}>{children}</div>
      )}
    </Paper>
  );
};

/** One entry for each window, with its next time here, and how often it comes. */
function byWindow(occurrences: WindowOccurrence[]): WindowOccurrence[][] {
  const found = new Map<string, WindowOccurrence[]>();
  for (const occurrence of occurrences) {
    const { windowId } = occurrence;
    found.set(windowId, [...(found.get(windowId) ?? []), occurrence]);
  }
  return [...found.values()];
}

const WindowEntry = ({ times }: { times: WindowOccurrence[] }) => {
  const classes = useStyles();
  const t = useText();
  const toWindow = useRouteRef(windowRouteRef);
  const [{ windowId, title, kind, status, start, end }] = times;
  return (
    <li className={classes.item}>
      <Link to={toWindow({ id: windowId })}>{title}</Link>{' '}
      <WindowKindWord kind={kind} />{' '}
      {status === 'draft' && <WindowStatusWord status={status} />}
      <span className={classes.when}>
        {formatRange(start, end)}
        {times.length > 1 &&
          ` · ${t('schedule.times', { count: times.length })}`}
      </span>
    </li>
  );
};

/** What collides, in words, and the windows and freezes of the time. */
export const SideLists = ({ schedule }: { schedule: Schedule }) => {
  const classes = useStyles();
  const t = useText();
  const { conflicts, freezes, windows } = schedule;
  const all = byWindow([...freezes, ...windows]);
  return (
    <>
      <Part
        title={
          conflicts.length
            ? `${t('schedule.conflicts')} (${conflicts.length})`
            : t('schedule.conflicts')
        }
        nothing={conflicts.length ? undefined : t('schedule.noConflicts')}
      >
        <ConflictList conflicts={conflicts} />
      </Part>
      <Part
        title={t('schedule.freezesAndWindows')}
        nothing={all.length ? undefined : t('schedule.nothingInTheWay')}
      >
        <ul className={classes.list}>
          {all.map(times => (
            <WindowEntry key={times[0].windowId} times={times} />
          ))}
        </ul>
      </Part>
    </>
  );
};
