import {
  WindowForm,
  WindowKind,
  WindowPatch,
  WindowView,
} from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { FieldFailure, readTyped, toTyped, viewerZone } from '../display';
import { fromRule, noRepeat, RepeatValues, toRule } from './repeat';
import { fromScope, ScopeValues, toScope } from './scope';

/** What the form holds; `start` and `end` are times of the wall clock in `timeZone`, as typed. */
export interface WindowValues {
  kind: WindowKind;
  title: string;
  reason: string;
  start: string;
  end: string;
  timeZone: string;
  repeat: RepeatValues;
  scope: ScopeValues;
}

/** The beginning of a new one. */
export function emptyWindow(): WindowValues {
  return {
    kind: 'freeze',
    title: '',
    reason: '',
    start: '',
    end: '',
    timeZone: viewerZone(),
    repeat: noRepeat,
    scope: fromScope({}),
  };
}

/** A window as somebody would have typed it. */
export function fromWindow(window: WindowView): WindowValues {
  const { kind, title, reason, timeZone, durationMinutes } = window;
  const start = DateTime.fromISO(window.start, { zone: timeZone });
  return {
    kind,
    title,
    reason,
    timeZone,
    start: toTyped(start.toISO()!, timeZone),
    end: toTyped(start.plus({ minutes: durationMinutes }).toISO()!, timeZone),
    repeat: fromRule(window.rrule),
    scope: fromScope(window.scope),
  };
}

/** The times as they can be read; without what cannot. */
export function timesOf({ start, end, timeZone }: WindowValues) {
  const from = readTyped(start, timeZone);
  const to = readTyped(end, timeZone);
  const minutes =
    from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 60_000) : 0;
  return { from, to, minutes };
}

type Problem = 'window.isNeeded' | 'whatIf.endBeforeStart' | 'window.noJson';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What can be said against the form before anybody is asked, by field. */
export function checkWindow(
  values: WindowValues,
  say: (problem: Problem) => string,
): FieldFailure[] {
  const { scope, repeat } = values;
  const { from, to, minutes } = timesOf(values);
  const found: [path: string, problem: Problem | false][] = [
    ['title', values.title.trim() === '' && 'window.isNeeded'],
    ['reason', values.reason.trim() === '' && 'window.isNeeded'],
    ['start', !from && 'window.isNeeded'],
    [
      'durationMinutes',
      (!to && 'window.isNeeded') || (minutes <= 0 && 'whatIf.endBeforeStart'),
    ],
    [
      'rrule',
      repeat.kind === 'rule' && toRule(repeat) === '' && 'window.isNeeded',
    ],
    [
      'scope',
      scope.kind === 'json'
        ? !isJson(scope.json) && 'window.noJson'
        : scope.kind !== 'everything' &&
          scope.values.length === 0 &&
          'window.isNeeded',
    ],
  ];
  return found.flatMap(([path, problem]) =>
    problem ? [{ path, message: say(problem) }] : [],
  );
}

/** The form as the contract wants it; only for one that `checkWindow` has nothing against. */
export function toWindowForm(values: WindowValues): Omit<WindowForm, 'status'> {
  const { from, minutes } = timesOf(values);
  const rrule = toRule(values.repeat);
  return {
    kind: values.kind,
    title: values.title.trim(),
    reason: values.reason.trim(),
    start: new Date(from!).toISOString(),
    durationMinutes: minutes,
    timeZone: values.timeZone,
    scope: toScope(values.scope),
    ...(rrule && { rrule }),
  };
}

/** The form as an edit; a window cannot become a freeze, nor the other way round. */
export function toWindowPatch(
  values: WindowValues,
): Omit<WindowPatch, 'revision' | 'status'> {
  const { kind, ...form } = toWindowForm(values);
  return { ...form, rrule: form.rrule ?? '' };
}
