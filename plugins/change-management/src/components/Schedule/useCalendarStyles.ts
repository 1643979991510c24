import { makeStyles, Theme } from '@material-ui/core/styles';
import { coloursOf, Tone } from '../display';
import { eventClasses } from './calendarEvents';
import { hatched, pale } from './timeColours';

const risks: Record<string, Tone> = {
  low: 'good',
  medium: 'warn',
  high: 'bad',
  unknown: 'neutral',
};

function risk(theme: Theme, tone: Tone) {
  const { text, background } = coloursOf(theme, tone);
  return { color: text, backgroundColor: background, borderColor: text };
}

/** The calendar in the colours of the portal's theme. */
export const useCalendarStyles = makeStyles(theme => ({
  root: {
    '--fc-border-color': theme.palette.divider,
    '--fc-page-bg-color': theme.palette.background.paper,
    '--fc-neutral-bg-color': theme.palette.background.default,
    '--fc-neutral-text-color': theme.palette.text.secondary,
    '--fc-today-bg-color': theme.palette.action.hover,
    '--fc-now-indicator-color': theme.palette.error.main,
    '--fc-bg-event-opacity': 1,
    '--fc-small-font-size': '0.8125rem',
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    '& a': { color: 'inherit' },
    '& .fc-timegrid-slot': { height: 38 },
    // There is height there, but little width.
    '& .fc-timegrid-event .fc-event-main span': { whiteSpace: 'normal' },
    '& .fc-timegrid-axis-cushion': { fontSize: '0.75rem' },
    '& .fc-timegrid-more-link': {
      color: theme.palette.text.primary,
      backgroundColor: theme.palette.background.default,
      border: `1px solid ${theme.palette.text.secondary}`,
    },
    '& .fc-col-header-cell': { fontWeight: 500 },
    '& .fc-daygrid-day-number': { padding: theme.spacing(0.5, 1) },
    // Days of other months: paler by colour, not by opacity, which would take the contrast from text.
    '& .fc-day-other .fc-daygrid-day-top': { opacity: 1 },
    '& .fc-day-other .fc-daygrid-day-number': {
      color: theme.palette.text.secondary,
    },
    '& .fc-day-today .fc-daygrid-day-number': { fontWeight: 700 },
    '& .fc-daygrid-more-link': {
      fontWeight: 500,
      textDecoration: 'underline',
      color: theme.palette.text.primary,
    },
    '& .fc-popover': {
      zIndex: theme.zIndex.modal - 1,
      maxHeight: 360,
      overflowY: 'auto',
    },
    '& .fc-event': {
      borderWidth: '1px 1px 1px 4px',
      borderRadius: 4,
      cursor: 'pointer',
      boxShadow: 'none',
    },
    '& .fc-event:focus-visible': {
      outline: `2px solid ${theme.palette.text.primary}`,
      outlineOffset: 1,
    },
    [`& .${eventClasses.change} .fc-event-main, & .${eventClasses.freeze} .fc-event-main`]:
      { color: 'inherit', minWidth: 0, overflow: 'hidden' },
    ...Object.fromEntries(
      Object.entries(risks).map(([level, tone]) => [
        `& .cm-risk-${level}`,
        risk(theme, tone),
      ]),
    ),
    '& .cm-risk-critical':
      theme.palette.type === 'dark'
        ? {
            color: '#410002',
            backgroundColor: '#ffb4ab',
            borderColor: '#ffb4ab',
          }
        : { color: '#fff', backgroundColor: '#8c1212', borderColor: '#8c1212' },
    [`& .${eventClasses.unapproved}`]: { borderStyle: 'dashed' },
    [`& .${eventClasses.freeze}`]: risk(theme, 'info'),
    [`& .${eventClasses.freeze}.${eventClasses.draft}`]: {
      borderStyle: 'dashed',
    },
    [`& .${eventClasses.moved}`]: {
      outline: `2px dashed ${theme.palette.text.primary}`,
      outlineOffset: 1,
    },
    [`& .${eventClasses.maintenance}`]: {
      background: `${pale(theme)} !important`,
      borderRadius: 0,
      cursor: 'default',
      border: 0,
    },
    [`& .${eventClasses.frozen}`]: {
      background: `${hatched(theme)} !important`,
      borderRadius: 0,
      cursor: 'default',
      border: 0,
    },
    '& .fc-bg-event .fc-event-title': {
      margin: theme.spacing(0.25, 0.5),
      fontStyle: 'normal',
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
    },
  },
}));
