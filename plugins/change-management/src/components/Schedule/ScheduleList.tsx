import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AcUnitIcon from '@material-ui/icons/AcUnit';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { ScheduleQueryInput } from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { memo } from 'react';
import { useText } from '../../translation';
import {
  Empty,
  EntityName,
  EntityNames,
  HoldWord,
  OverrunWord,
  RiskWord,
  StateWord,
  TimeRange,
  Word,
} from '../display';
import { ScheduleItem } from './items';
import { toDay } from './span';
import { useItemPath } from './useItemPath';

const useStyles = makeStyles(theme => ({
  day: { marginBottom: theme.spacing(2) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  about: { flex: '1 1 300px', overflowWrap: 'anywhere' },
  small: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 4,
  },
}));

const Words = ({ item }: { item: ScheduleItem }) => {
  const t = useText();
  if (item.kind === 'freeze') {
    return (
      <Word
        text={t(
          item.occurrence.status === 'draft'
            ? 'windowStatus.draft'
            : 'windowKind.freeze',
        )}
        icon={AcUnitIcon}
        tone="info"
      />
    );
  }
  const { change, conflicts } = item;
  return (
    <>
      <StateWord state={change.state} />
      <RiskWord level={change.riskLevel} />
      {change.onHold && <HoldWord />}
      {change.overrun && <OverrunWord />}
      {conflicts.length > 0 && (
        <Word
          text={t('schedule.inConflict')}
          icon={ReportProblemIcon}
          tone="warn"
        />
      )}
    </>
  );
};

const Row = memo(
  (props: { item: ScheduleItem; onMove: (item: ScheduleItem) => void }) => {
    const { item, onMove } = props;
    const classes = useStyles();
    const t = useText();
    const path = useItemPath()(item);
    return (
      <li className={classes.row}>
        <div className={classes.about}>
          <Link to={path}>
            {item.kind === 'change'
              ? item.change.title
              : t('schedule.freezeNamed', { title: item.occurrence.title })}
          </Link>
          <div className={classes.small}>
            <TimeRange start={item.start} end={item.end} short />
            {item.kind === 'change' && (
              <>
                {` · ${item.id} · `}
                <EntityNames
                  entityRefs={item.change.affectedEntities}
                  most={2}
                />
                {` · ${t('change.implementedBy')} `}
                <EntityName entityRef={item.change.implementer} />
              </>
            )}
          </div>
        </div>
        <div className={classes.words}>
          <Words item={item} />
          {item.movable && (
            <Button
              size="small"
              aria-label={t('whatIf.move', {
                what:
                  item.kind === 'change'
                    ? item.change.title
                    : item.occurrence.title,
              })}
              onClick={() => onMove(item)}
            >
              {t('schedule.move')}
            </Button>
          )}
        </div>
      </li>
    );
  },
);

/** By the day on which they begin; what began before stands on the first. */
function byDay(
  items: ScheduleItem[],
  from: string,
): [string, ScheduleItem[]][] {
  const first = toDay(DateTime.fromISO(from));
  const days = new Map<string, ScheduleItem[]>();
  for (const item of [...items].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const began = toDay(DateTime.fromISO(item.start));
    const day = began < first ? first : began;
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}

/** The schedule day by day, in words. */
export const ScheduleList = (props: {
  items: ScheduleItem[];
  /** What was asked for: the days that are shown. */
  query: ScheduleQueryInput;
  onMove: (item: ScheduleItem) => void;
}) => {
  const { query, onMove } = props;
  const classes = useStyles();
  const t = useText();
  // What still runs holds its time, though it was planned for another.
  const items = props.items.filter(
    ({ start, end }) =>
      Date.parse(end) > Date.parse(query.from) &&
      Date.parse(start) < Date.parse(query.to),
  );
  if (items.length === 0) {
    return (
      <Empty title={t('schedule.nothing')} more={t('schedule.nothingMore')} />
    );
  }
  return (
    <>
      {byDay(items, query.from).map(([day, those]) => (
        <section key={day} className={classes.day}>
          <Typography variant="subtitle1" component="h3">
            {DateTime.fromISO(day).toLocaleString({
              weekday: 'long',
              day: 'numeric',
              month: 'long',
            })}
          </Typography>
          <ul className={classes.list}>
            {those.map(item => (
              <Row key={item.id} item={item} onMove={onMove} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};
