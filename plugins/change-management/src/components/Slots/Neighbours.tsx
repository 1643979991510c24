import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  Schedule,
  ScheduleQueryInput,
} from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { ReactNode } from 'react';
import { useSchedule, useSettled } from '../../hooks';
import { useText } from '../../translation';
import { ChangeLink, formatRange, formatTime } from '../display';
import { hatched, pale } from '../Schedule/timeColours';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize },
  strip: {
    position: 'relative',
    height: 44,
    margin: theme.spacing(1, 0, 0.5),
    border: `1px solid ${theme.palette.divider}`,
    overflow: 'hidden',
  },
  time: { position: 'absolute', top: 0, bottom: 0, minWidth: 2 },
  window: { background: pale(theme) },
  freeze: { background: hatched(theme) },
  other: {
    top: 24,
    bottom: 4,
    borderRadius: 3,
    backgroundColor: theme.palette.text.secondary,
  },
  own: {
    top: 4,
    bottom: 22,
    borderRadius: 3,
    backgroundColor: theme.palette.primary.main,
    border: `1px solid ${theme.palette.text.primary}`,
  },
  ends: {
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.palette.text.secondary,
    fontSize: '0.75rem',
  },
  list: {
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    overflowWrap: 'anywhere',
  },
}));

/** So much is shown before and after the time itself. */
const around = { hours: 12 };
/** What follows these is only drawn. */
const mostInWords = 6;

interface Timed {
  start: string;
  end: string;
}

interface Neighbour extends Timed {
  key: string;
  look: 'window' | 'freeze' | 'other';
  words: ReactNode;
}

function useNeighbours(schedule: Schedule, ownId?: string): Neighbour[] {
  const t = useText();
  const background = (
    look: 'window' | 'freeze',
    occurrences: Schedule['windows'],
  ) =>
    occurrences.map(({ windowId, title, start, end }) => ({
      key: `${windowId} ${start}`,
      look,
      start,
      end,
      words: `${t(
        look === 'freeze' ? 'schedule.freeze' : 'schedule.maintenance',
      )}: ${title}`,
    }));
  const changes = schedule.changes
    .filter(({ id, plannedStart }) => id !== ownId && plannedStart)
    .map(({ id, title, plannedStart, plannedEnd }) => ({
      key: id,
      look: 'other' as const,
      start: plannedStart!,
      end: plannedEnd ?? plannedStart!,
      words: (
        <ChangeLink id={id}>
          {id} {title}
        </ChangeLink>
      ),
    }));
  return [
    ...background('freeze', schedule.freezes),
    ...background('window', schedule.windows),
    ...changes,
  ];
}

const Strip = (props: {
  own: Timed;
  from: DateTime;
  to: DateTime;
  neighbours: Neighbour[];
}) => {
  const { own, from, to, neighbours } = props;
  const classes = useStyles();
  const whole = to.toMillis() - from.toMillis();
  const share = (time: string) =>
    Math.min(
      100,
      Math.max(0, ((Date.parse(time) - from.toMillis()) / whole) * 100),
    );
  const place = ({ start, end }: Timed) => ({
    left: `${share(start)}%`,
    width: `${share(end) - share(start)}%`,
  });
  return (
    // The list below says the same in words.
    <div aria-hidden>
      <div className={classes.strip}>
        {neighbours.map(neighbour => (
          <div
            key={neighbour.key}
            className={`${classes.time} ${classes[neighbour.look]}`}
            style={place(neighbour)}
          />
        ))}
        <div className={`${classes.time} ${classes.own}`} style={place(own)} />
      </div>
      <div className={classes.ends}>
        <span>{formatTime(from.toISO()!)}</span>
        <span>{formatTime(to.toISO()!)}</span>
      </div>
    </div>
  );
};

/** A time among what is planned around it for the same entities and what they depend on. */
export const Neighbours = (props: {
  start: string;
  end: string;
  entityRefs: string[];
  /** The change itself, once it has a number. */
  changeId?: string;
}) => {
  const { start, end, entityRefs, changeId } = props;
  const classes = useStyles();
  const t = useText();
  const from = DateTime.fromISO(start).minus(around);
  const to = DateTime.fromISO(end).plus(around);
  const asked = useSettled(
    JSON.stringify({
      from: from.toUTC().toISO()!,
      to: to.toUTC().toISO()!,
      entityRef: entityRefs,
      scope: 'dependencies',
    } satisfies ScheduleQueryInput),
    400,
  );
  const { data } = useSchedule(JSON.parse(asked));
  const neighbours = useNeighbours(
    data ?? {
      changes: [],
      windows: [],
      freezes: [],
      conflicts: [],
      truncated: false,
    },
    changeId,
  );
  const rest = neighbours.length - mostInWords;
  return (
    <div className={classes.root}>
      <Typography variant="subtitle2" component="h4">
        {t('neighbours.title')}
      </Typography>
      <Strip own={{ start, end }} from={from} to={to} neighbours={neighbours} />
      {data && neighbours.length === 0 && t('neighbours.none')}
      <ul className={classes.list}>
        {neighbours.slice(0, mostInWords).map(neighbour => (
          <li key={neighbour.key}>
            {formatRange(neighbour.start, neighbour.end)} · {neighbour.words}
          </li>
        ))}
        {rest > 0 && <li>{t('general.more', { number: String(rest) })}</li>}
      </ul>
    </div>
  );
};
