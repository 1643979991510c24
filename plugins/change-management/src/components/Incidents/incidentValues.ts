import {
  IncidentFormInput,
  IncidentPatchInput,
  IncidentSeverity,
  IncidentView,
} from 'backstage-plugin-change-management-common';
import { FieldFailure, readTyped, toTyped } from '../display';

/** What the form holds, as typed. */
export interface IncidentValues {
  title: string;
  severity: IncidentSeverity;
  major: boolean;
  entityRefs: string[];
  startedAt: string;
  endedAt: string;
  downtimeMinutes: string;
  externalRef: string;
  url: string;
}

/** The beginning of a new one, which began just now. */
export function emptyIncident(entityRefs: string[]): IncidentValues {
  return {
    title: '',
    severity: 'medium',
    major: false,
    entityRefs,
    startedAt: toTyped(new Date().toISOString()),
    endedAt: '',
    downtimeMinutes: '',
    externalRef: '',
    url: '',
  };
}

/** An incident as somebody would have typed it. */
export function fromIncident(incident: IncidentView): IncidentValues {
  const { title, severity, major, entityRefs, startedAt, endedAt } = incident;
  return {
    ...{ title, severity, major, entityRefs },
    startedAt: toTyped(startedAt),
    endedAt: endedAt ? toTyped(endedAt) : '',
    downtimeMinutes: `${incident.downtimeMinutes ?? ''}`,
    externalRef: incident.externalRef ?? '',
    url: incident.url ?? '',
  };
}

type Problem =
  | 'incident.isNeeded'
  | 'incident.endBeforeStart'
  | 'incident.noMinutes';

/** What can be said against the form before anybody is asked, by field. */
export function checkIncident(
  values: IncidentValues,
  say: (problem: Problem) => string,
): FieldFailure[] {
  const start = readTyped(values.startedAt);
  const end = readTyped(values.endedAt);
  const found: [path: string, problem: Problem | false | undefined][] = [
    ['title', values.title.trim() === '' && 'incident.isNeeded'],
    ['entityRefs', values.entityRefs.length === 0 && 'incident.isNeeded'],
    ['startedAt', !start && 'incident.isNeeded'],
    [
      'endedAt',
      start && end && end < start ? 'incident.endBeforeStart' : undefined,
    ],
    [
      'downtimeMinutes',
      !/^\d*$/.test(values.downtimeMinutes.trim()) && 'incident.noMinutes',
    ],
  ];
  return found.flatMap(([path, problem]) =>
    problem ? [{ path, message: say(problem) }] : [],
  );
}

function timeOf(typed: string): string | undefined {
  const read = readTyped(typed);
  return read && new Date(read).toISOString();
}

function minutesOf(typed: string): number | undefined {
  return typed.trim() === '' ? undefined : Number(typed);
}

/** The form as the contract wants it; only for one that `checkIncident` has nothing against. */
export function toIncidentForm(values: IncidentValues): IncidentFormInput {
  const { severity, major, entityRefs, externalRef, url } = values;
  return {
    ...{ severity, major, entityRefs },
    title: values.title.trim(),
    startedAt: timeOf(values.startedAt)!,
    endedAt: timeOf(values.endedAt),
    downtimeMinutes: minutesOf(values.downtimeMinutes),
    externalRef: externalRef.trim() || undefined,
    url: url.trim() || undefined,
  };
}

/** Only what somebody altered: all else stays what its source says. */
export function toIncidentPatch(
  values: IncidentValues,
  read: IncidentView,
): IncidentPatchInput {
  const before = fromIncident(read);
  const { externalRef, ...form } = toIncidentForm(values);
  const names = Object.keys(form) as (keyof typeof form &
    keyof IncidentValues)[];
  const altered = names.filter(
    name => JSON.stringify(values[name]) !== JSON.stringify(before[name]),
  );
  return {
    revision: read.revision,
    ...Object.fromEntries(altered.map(name => [name, form[name] ?? null])),
  };
}
