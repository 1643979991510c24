import {
  WindowAction,
  windowActions,
  WindowForm,
  WindowPatch,
  WindowView,
} from '../contract/windows';
import { hasRole } from '../domain/people';
import { conflict, forbidden, invalid, Refusal } from '../domain/refusal';
import { Actor } from '../domain/types';
import { Interval, occurrencesBetween, Recurring } from './recurrence';

/** A window or freeze as it is stored. */
export type ScheduleWindow = Omit<
  WindowView,
  'recurrence' | 'next' | 'allowedActions'
>;

const day = 86_400_000;
/** Days in which a window has to come round once more: leap days do so every eight years at most. */
const horizonDays = 8 * 366;

/** The next time of a window, or the one that goes on; nothing when it will not come again. */
export function nextOccurrence(
  window: Recurring,
  now: string,
): Interval | undefined {
  const from = Date.parse(now);
  const start = Math.max(from, Date.parse(window.start));
  // Most come round within some weeks; only then is the rest looked through.
  for (const days of [62, horizonDays]) {
    const [next] = occurrencesBetween(window, {
      start: from,
      end: start + days * day,
    });
    if (next) {
      return next;
    }
  }
  return undefined;
}

function mayMaintain(actor: Actor): boolean {
  return hasRole(actor, 'changeManager');
}

function byMaintainer(actor: Actor, doing: string): Refusal | undefined {
  return mayMaintain(actor)
    ? undefined
    : forbidden(
        `Only the change manager may ${doing} (role changeManager is missing).`,
        ['changeManager'],
      );
}

/** A draft is its author's, too. */
function byEditor(window: ScheduleWindow, actor: Actor): Refusal | undefined {
  return window.status === 'draft' && window.createdBy === actor.userRef
    ? undefined
    : byMaintainer(actor, `change ${window.id}`);
}

function notRetired({ id, status }: ScheduleWindow): Refusal | undefined {
  return status === 'retired'
    ? conflict(`${id} has been retired; make a new one.`)
    : undefined;
}

function checkComing(window: Recurring, now: string): Refusal | undefined {
  return nextOccurrence(window, now)
    ? undefined
    : invalid([{ path: 'start', message: 'must leave a time to come' }]);
}

/** Why a window or freeze cannot be made, if so: anybody may propose one, the change manager puts it in force. */
export function checkNewWindow(
  form: WindowForm,
  actor: Actor,
  now: string,
): Refusal | undefined {
  return (
    (form.status === 'draft'
      ? undefined
      : byMaintainer(
          actor,
          'put a window in force; with status draft you can propose it',
        )) ?? checkComing(form, now)
  );
}

/** The window after an edit. */
export function patchWindow(
  window: ScheduleWindow,
  {
    revision,
    status,
    rrule,
    ...patch
  }: Omit<WindowPatch, 'revision'> & {
    revision?: number;
  },
): ScheduleWindow {
  const given = Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  );
  return {
    ...window,
    ...given,
    rrule: rrule === undefined ? window.rrule : rrule || undefined,
    status: status ?? window.status,
  };
}

/** Why an edit is refused, if so. */
export function checkWindowPatch(
  window: ScheduleWindow,
  patch: WindowPatch,
  actor: Actor,
  now: string,
): Refusal | undefined {
  return (
    (patch.revision === window.revision
      ? undefined
      : conflict(
          `${window.id} has changed since you read it (revision ${patch.revision}, now ${window.revision}).`,
        )) ??
    (patch.status
      ? byMaintainer(actor, 'approve it')
      : byEditor(window, actor)) ??
    notRetired(window) ??
    checkComing(patchWindow(window, patch), now)
  );
}

/** Why somebody may not retire a window; nothing where they may. */
export function checkWindowRetirement(
  window: ScheduleWindow,
  actor: Actor,
): Refusal | undefined {
  return byEditor(window, actor) ?? notRetired(window);
}

/** What this person may do with a window. */
export function windowActionsOf(
  window: ScheduleWindow,
  actor: Actor,
): WindowAction[] {
  return windowActions.filter(action =>
    action === 'approve'
      ? window.status === 'draft' && mayMaintain(actor)
      : !checkWindowRetirement(window, actor),
  );
}
