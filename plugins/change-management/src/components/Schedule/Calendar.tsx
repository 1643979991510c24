import type { EventApi, EventInput } from '@fullcalendar/core';
import dayGridPlugin from '@fullcalendar/daygrid';
import interactionPlugin from '@fullcalendar/interaction';
import FullCalendar from '@fullcalendar/react';
import timeGridPlugin from '@fullcalendar/timegrid';
import { DateTime } from 'luxon';
import { memo, useEffect, useRef } from 'react';
import { useText } from '../../translation';
import { language } from '../display';
import { Bar } from './Bar';
import { ScheduleItem } from './items';
import { Proposal } from './proposal';
import { toDay } from './span';
import { useCalendarStyles } from './useCalendarStyles';

/** Views that are drawn as a calendar. */
export type CalendarView = 'month' | 'week' | 'day';

const names: Record<CalendarView, string> = {
  month: 'dayGridMonth',
  week: 'timeGridWeek',
  day: 'timeGridDay',
};

const plugins = [dayGridPlugin, timeGridPlugin, interactionPlugin];
const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
// In a month one bar more than these would push the weeks apart.
const barsOfDay = 3;

const dated = { weekday: 'short', day: 'numeric' } as const;
const viewOptions = {
  timeGridWeek: { dayHeaderFormat: dated, eventMaxStack: 3 },
  timeGridDay: { dayHeaderFormat: dated, eventMaxStack: 8 },
};

function itemOf(event: EventApi): ScheduleItem | undefined {
  return event.extendedProps.item;
}

/** The time to which something was dragged; a freeze stands in whole days, and keeps its time of day. */
function draggedTo(event: EventApi, before: EventApi) {
  const item = itemOf(event)!;
  if (item.kind === 'change') {
    const end = event.end ?? event.start!;
    return { start: event.start!.toISOString(), end: end.toISOString() };
  }
  const shift = (iso: string, from: Date, to: Date) =>
    DateTime.fromISO(iso)
      .plus({
        days: Math.round(
          DateTime.fromJSDate(to).diff(DateTime.fromJSDate(from), 'days').days,
        ),
      })
      .toUTC()
      .toISO()!;
  // A row of one day is given without its end.
  const endOf = ({ start, end }: { start: Date | null; end: Date | null }) =>
    end ?? DateTime.fromJSDate(start!).plus({ days: 1 }).toJSDate();
  return {
    start: shift(item.start, before.start!, event.start!),
    end: shift(item.end, endOf(before), endOf(event)),
  };
}

/** The calendar itself. It stands in a file of its own so that it is loaded only where it is shown. */
export const Calendar = memo(
  (props: {
    view: CalendarView;
    /** A day that is shown, `2026-11-28`. */
    date: string;
    events: EventInput[];
    onOpen: (item: ScheduleItem) => void;
    onMoved: (proposal: Proposal) => void;
    onDay: (day: string) => void;
  }) => {
    const { view, date, events, onOpen, onMoved, onDay } = props;
    const classes = useCalendarStyles();
    const t = useText();
    const calendar = useRef<FullCalendar>(null);
    useEffect(() => {
      // The calendar draws itself at once, which React does not allow within an effect.
      const timer = setTimeout(() =>
        calendar.current?.getApi().changeView(names[view], date),
      );
      return () => clearTimeout(timer);
    }, [view, date]);

    const propose = (arg: {
      event: EventApi;
      oldEvent: EventApi;
      revert: () => void;
    }) => {
      const item = itemOf(arg.event);
      const to = item && draggedTo(arg.event, arg.oldEvent);
      // Where it stands is said by the events from here on.
      arg.revert();
      if (item && to) {
        onMoved({ item, ...to });
      }
    };

    return (
      <div className={classes.root}>
        <FullCalendar
          ref={calendar}
          plugins={plugins}
          initialView={names[view]}
          initialDate={date}
          headerToolbar={false}
          events={events}
          eventOrder="rank,start,-duration,title"
          eventDisplay="block"
          displayEventEnd={false}
          eventTimeFormat={clock}
          slotLabelFormat={clock}
          locale={language}
          firstDay={1}
          fixedWeekCount={false}
          dayMaxEvents={barsOfDay}
          views={viewOptions}
          moreLinkContent={({ num }) =>
            t('general.more', { number: String(num) })
          }
          moreLinkHint={num => t('schedule.moreOfDay', { number: String(num) })}
          allDayText={t('schedule.allDay')}
          closeHint={t('schedule.close')}
          nowIndicator
          navLinks
          navLinkDayClick={day => onDay(toDay(DateTime.fromJSDate(day)))}
          slotDuration="01:00"
          snapDuration="00:15"
          scrollTime="07:00"
          height="auto"
          eventContent={arg => {
            const item = itemOf(arg.event);
            return item ? <Bar item={item} time={arg.timeText} /> : undefined;
          }}
          dayCellDidMount={({ el }) => {
            // The day alone would name the cell, and hide from a reader that it holds bars.
            el.removeAttribute('aria-labelledby');
          }}
          moreLinkDidMount={({ el }) => el.setAttribute('role', 'button')}
          eventDidMount={({ el, event }) => {
            if (itemOf(event)) {
              el.dataset.item = event.id;
            }
          }}
          eventClick={({ event, jsEvent }) => {
            jsEvent.preventDefault();
            const item = itemOf(event);
            if (item) {
              onOpen(item);
            }
          }}
          eventDrop={propose}
          eventResize={propose}
          eventAllow={(span, event) =>
            // A change has hours, a freeze its row above them: neither becomes the other.
            view === 'month' || span.allDay === event?.allDay
          }
        />
      </div>
    );
  },
);
