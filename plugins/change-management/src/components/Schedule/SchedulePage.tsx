import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { Schedule } from 'backstage-plugin-change-management-common';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useSchedule, useWindows } from '../../hooks';
import { useAddress, useGoTo } from '../../routing';
import { useText } from '../../translation';
import { LoadFailure, RowSkeletons, Waiting } from '../display';
import { calendarEvents } from './calendarEvents';
import { HoverCard } from './HoverCard';
import { ScheduleItem, itemsOf } from './items';
import { Legend } from './Legend';
import { Proposal } from './proposal';
import { ScheduleFilters } from './ScheduleFilters';
import { ScheduleList } from './ScheduleList';
import { SideLists } from './SideLists';
import { Toolbar } from './Toolbar';
import { useItemPath } from './useItemPath';
import { ScheduleState, useScheduleState } from './useScheduleState';
import { WhatIf } from './WhatIf';

// The other pages, and the list, stay without it.
const Calendar = lazy(() =>
  import('./Calendar').then(m => ({ default: m.Calendar })),
);

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gap: theme.spacing(0, 3),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: 'minmax(0, 1fr) 280px',
    },
  },
}));

/** Freezes that may be moved are few; the others need no more than their times. */
const mostWindows = 200;

/** What the schedule holds, with what this person may move. */
function useItems(schedule: Schedule): ScheduleItem[] {
  const { data } = useWindows(
    { kind: 'freeze', limit: mostWindows },
    schedule.freezes.length > 0,
  );
  return useMemo(
    () => itemsOf(schedule, data?.pages.flatMap(({ items }) => items) ?? []),
    [schedule, data],
  );
}

const Drawn = (props: {
  state: ScheduleState;
  schedule: Schedule;
  items: ScheduleItem[];
  proposal: Proposal | undefined;
  onProposed: (proposal: Proposal) => void;
}) => {
  const { state, schedule, items, proposal, onProposed } = props;
  const goTo = useGoTo();
  const toPath = useItemPath();
  const toAddress = useAddress();
  const { look, view } = state;
  const events = useMemo(
    () =>
      calendarEvents(schedule, items, proposal, item =>
        toAddress(toPath(item)),
      ),
    [schedule, items, proposal, toAddress, toPath],
  );
  const open = useCallback(
    (item: ScheduleItem) => goTo(toPath(item)),
    [goTo, toPath],
  );
  const move = useCallback(
    (item: ScheduleItem) =>
      onProposed({ item, start: item.start, end: item.end }),
    [onProposed],
  );
  const showDay = useCallback(
    (date: string) => look({ view: 'day', date }),
    [look],
  );
  // What is being moved says the same in its panel, which a card would cover.
  const withCard = useMemo(
    () => items.filter(({ id }) => id !== proposal?.item.id),
    [items, proposal],
  );
  if (view === 'list') {
    return <ScheduleList items={items} query={state.query} onMove={move} />;
  }
  return (
    <HoverCard items={withCard} onMove={move}>
      <Suspense
        fallback={
          <Waiting>
            <Skeleton variant="rect" height={560} />
          </Waiting>
        }
      >
        <Calendar
          view={view}
          date={state.date}
          events={events}
          onOpen={open}
          onMoved={onProposed}
          onDay={showDay}
        />
      </Suspense>
      <Legend />
    </HoverCard>
  );
};

const Content = (props: { state: ScheduleState; schedule: Schedule }) => {
  const { state, schedule } = props;
  const classes = useStyles();
  const t = useText();
  const items = useItems(schedule);
  const [proposal, setProposal] = useState<Proposal>();
  const drop = useCallback(() => setProposal(undefined), []);
  return (
    <>
      {schedule.truncated && (
        <Alert severity="warning">{t('schedule.truncated')}</Alert>
      )}
      <div className={classes.columns}>
        <div>
          <Drawn
            state={state}
            schedule={schedule}
            items={items}
            proposal={proposal}
            onProposed={setProposal}
          />
        </div>
        <div>
          {proposal && (
            <WhatIf
              key={proposal.item.id}
              proposal={proposal}
              onChange={setProposal}
              onDone={drop}
            />
          )}
          <SideLists schedule={schedule} />
        </div>
      </div>
    </>
  );
};

/** Every change in its time, with windows and freezes behind, and what collides in words beside it. */
export const SchedulePage = () => {
  const state = useScheduleState();
  const { data, error, refetch } = useSchedule(state.query);
  return (
    <>
      <ScheduleFilters state={state} />
      <Toolbar state={state} />
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !data && <RowSkeletons rows={8} />}
      {data && <Content state={state} schedule={data} />}
    </>
  );
};
