import type { EventInput } from '@fullcalendar/core';
import {
  Schedule,
  WindowOccurrence,
} from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { ScheduleItem } from './items';
import { Proposal } from './proposal';

/** Classes by which the calendar's events are styled, see `useCalendarStyles`. */
export const eventClasses = {
  change: 'cm-change',
  freeze: 'cm-freeze',
  draft: 'cm-draft',
  moved: 'cm-moved',
  unapproved: 'cm-unapproved',
  maintenance: 'cm-maintenance-time',
  frozen: 'cm-frozen-time',
} as const;

const unapproved = ['draft', 'assessment', 'authorization'];

function riskClass(level: string | undefined): string {
  return `cm-risk-${level ?? 'unknown'}`;
}

/** A freeze has its row above the hours; a row is of whole days, its end excluded. */
function wholeDays(start: string, end: string) {
  const last = DateTime.fromISO(end).minus({ milliseconds: 1 });
  return {
    start: DateTime.fromISO(start).toISODate() ?? start,
    end: last.plus({ days: 1 }).toISODate() ?? end,
    allDay: true,
  };
}

function eventOf(item: ScheduleItem, url: string, moved: boolean): EventInput {
  const common = {
    id: item.id,
    url,
    editable: item.movable,
    extendedProps: { item },
  };
  const mark = moved ? [eventClasses.moved] : [];
  if (item.kind === 'freeze') {
    const { title, status } = item.occurrence;
    return {
      ...common,
      ...wholeDays(item.start, item.end),
      title,
      rank: 0,
      classNames: [
        eventClasses.freeze,
        ...(status === 'draft' ? [eventClasses.draft] : []),
        ...mark,
      ],
    };
  }
  const { change, start, end } = item;
  return {
    ...common,
    start,
    end,
    title: change.title,
    rank: 1,
    classNames: [
      eventClasses.change,
      riskClass(change.riskLevel),
      ...(unapproved.includes(change.state) ? [eventClasses.unapproved] : []),
      ...mark,
    ],
  };
}

function background(
  { windowId, start, end, title, status }: WindowOccurrence,
  className: string,
): EventInput {
  return {
    id: `background ${windowId} ${start}`,
    start,
    end,
    title,
    display: 'background',
    classNames: [className, ...(status === 'draft' ? ['cm-draft'] : [])],
  };
}

/** What the calendar draws: bars, and the times of windows and freezes behind them. */
export function calendarEvents(
  schedule: Schedule,
  items: ScheduleItem[],
  proposal: Proposal | undefined,
  addressOf: (item: ScheduleItem) => string,
): EventInput[] {
  const freezes = items.flatMap(item => {
    if (item.kind !== 'freeze') {
      return [];
    }
    const { start, end } = proposal?.item.id === item.id ? proposal : item;
    return [{ ...item.occurrence, start, end }];
  });
  return [
    ...schedule.windows.map(w => background(w, eventClasses.maintenance)),
    ...freezes.map(w => background(w, eventClasses.frozen)),
    ...items.map(item =>
      proposal?.item.id === item.id
        ? eventOf(
            { ...item, start: proposal.start, end: proposal.end },
            addressOf(item),
            true,
          )
        : eventOf(item, addressOf(item), false),
    ),
  ];
}
