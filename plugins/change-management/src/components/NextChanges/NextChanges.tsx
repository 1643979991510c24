import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  Schedule,
  ScheduledChange,
} from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { useSchedule } from '../../hooks';
import { scheduleRouteRef } from '../../routes';
import { useText } from '../../translation';
import {
  ChangeLink,
  ChangeTime,
  Empty,
  HoldWord,
  LoadFailure,
  OverrunWord,
  RiskWord,
  RowSkeletons,
  StateWord,
} from '../display';
import { PluginRoot } from '../PluginRoot';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  when: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
  words: { display: 'flex', flexWrap: 'wrap', gap: 4 },
  all: { marginTop: theme.spacing(1) },
}));

const days = 30;
// A widget is a glance; the schedule has the rest.
const most = 6;

function nextOf({ changes }: Schedule): ScheduledChange[] {
  const startOf = (change: ScheduledChange) =>
    change.plannedStart ?? change.actualStart ?? '';
  return changes
    .filter(({ closedAt, actualEnd }) => !closedAt && !actualEnd)
    .sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
    .slice(0, most);
}

const Content = () => {
  const classes = useStyles();
  const t = useText();
  // Asked by the hour, so that the same question is not another one at every drawing.
  const [from] = useState(() => DateTime.local().startOf('hour'));
  const { data, error, refetch } = useSchedule({
    from: from.toISO(),
    to: from.plus({ days }).toISO(),
    mine: 'true',
  });
  const all = useRouteRef(scheduleRouteRef)();
  if (error && !data) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={3} />;
  }
  const changes = nextOf(data);
  return (
    <>
      {changes.length === 0 ? (
        <Empty
          title={t('next.none')}
          more={t('next.noneMore', { number: String(days) })}
        />
      ) : (
        <ul className={classes.list}>
          {changes.map(change => (
            <li key={change.id} className={classes.row}>
              <ChangeLink id={change.id}>{change.title}</ChangeLink>
              <div className={classes.when}>
                <ChangeTime change={change} />
              </div>
              <div className={classes.words}>
                <StateWord state={change.state} />
                <RiskWord level={change.riskLevel} />
                {change.onHold && <HoldWord />}
                {change.overrun && <OverrunWord />}
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.all}>
        <Link to={`${all}?mine=true`}>{t('next.openSchedule')}</Link>
      </div>
    </>
  );
};

/** The next changes on what the viewer owns, requested or implements: for the home page. */
export const NextChanges = () => (
  <PluginRoot>
    <Content />
  </PluginRoot>
);
