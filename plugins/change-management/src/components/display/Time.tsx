import { makeStyles } from '@material-ui/core/styles';
import { ChangeSummary } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { formatRange, formatRelative, formatTime, viewerZone } from './times';

const useStyles = makeStyles({ time: { whiteSpace: 'nowrap' } });

/** A moment in the viewer's zone; how far away it is stands beside it, unless there is no room. */
export const Time = (props: { at: string; short?: boolean }) => {
  const { at, short } = props;
  const classes = useStyles();
  const relative = formatRelative(at);
  return (
    <time
      dateTime={at}
      title={`${formatTime(at)} ${viewerZone()}, ${relative}`}
      className={classes.time}
    >
      {short ? formatTime(at) : `${formatTime(at)} (${relative})`}
    </time>
  );
};

/** `Sat 28 Nov 02:00–03:00 (Africa/Casablanca, in 5 days)` */
export const TimeRange = (props: {
  start: string;
  end?: string;
  short?: boolean;
}) => {
  const { start, end, short } = props;
  const classes = useStyles();
  const range = formatRange(start, end);
  const zone = viewerZone();
  return (
    <>
      <time
        dateTime={start}
        // Where there is little room, the range may break.
        className={short ? undefined : classes.time}
        title={zone}
      >
        {range}
      </time>
      {!short && ` (${zone}, ${formatRelative(start)})`}
    </>
  );
};

/** When a change is planned; since when it runs, where nothing was planned. */
export const ChangeTime = (props: {
  change: Pick<ChangeSummary, 'plannedStart' | 'plannedEnd' | 'actualStart'>;
  short?: boolean;
}) => {
  const { change, short } = props;
  const { plannedStart, plannedEnd, actualStart } = change;
  const t = useText();
  if (plannedStart) {
    return <TimeRange start={plannedStart} end={plannedEnd} short={short} />;
  }
  return actualStart ? (
    <>
      {t('general.started')} <Time at={actualStart} short={short} />
    </>
  ) : (
    <>{t('general.unscheduled')}</>
  );
};
