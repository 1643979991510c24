import {
  Actor,
  nextOccurrence,
  recurrenceInWords,
  ScheduleWindow,
  windowActionsOf,
  WindowView,
} from 'backstage-plugin-change-management-common';

/** A window or freeze for one person. */
export function presentWindow(
  window: ScheduleWindow,
  actor: Actor,
  now: string,
): WindowView {
  const next =
    window.status === 'retired' ? undefined : nextOccurrence(window, now);
  return {
    ...window,
    recurrence: recurrenceInWords(window),
    next: next && {
      start: new Date(next.start).toISOString(),
      end: new Date(next.end).toISOString(),
    },
    allowedActions: windowActionsOf(window, actor),
  };
}
