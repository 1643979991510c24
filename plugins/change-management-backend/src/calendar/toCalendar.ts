import {
  Change,
  ChangeState,
  RiskLevel,
} from 'backstage-plugin-change-management-common';
import {
  ICalCalendar,
  ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { FoundChange } from '../changes/ChangeFinder';

const refreshMinutes = 60;

const statuses: Record<ChangeState, ICalEventStatus> = {
  draft: ICalEventStatus.TENTATIVE,
  assessment: ICalEventStatus.TENTATIVE,
  authorization: ICalEventStatus.TENTATIVE,
  approved: ICalEventStatus.TENTATIVE,
  scheduled: ICalEventStatus.CONFIRMED,
  implementation: ICalEventStatus.CONFIRMED,
  review: ICalEventStatus.CONFIRMED,
  closed: ICalEventStatus.CONFIRMED,
  rejected: ICalEventStatus.CANCELLED,
  canceled: ICalEventStatus.CANCELLED,
};

const risks: Record<RiskLevel, string> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
  critical: 'Critical risk',
};

/** `deployment-pipeline` → `Deployment pipeline` */
function inWords(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1).replace(/-/g, ' ');
}

/** iCalendar has no form for control characters other than line ends (RFC 5545 §3.3.11). */
function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '');
}

function statusOf({ state, hold }: Change): ICalEventStatus {
  const status = statuses[state];
  return hold && status === ICalEventStatus.CONFIRMED
    ? ICalEventStatus.TENTATIVE
    : status;
}

function describe(change: FoundChange, url: string | undefined): string {
  const { level } = change.risk;
  return [
    `${inWords(change.type)} change, ${
      level ? risks[level].toLowerCase() : 'risk not assessed'
    }`,
    `State: ${inWords(change.state)}${change.hold ? ' (on hold)' : ''}`,
    `Affects: ${change.affectedEntities.join(', ')}`,
    `Implementer: ${change.implementer}`,
    ...(url ? [url] : []),
  ].join('\n');
}

function toEvent(
  change: FoundChange,
  appUrl: string | undefined,
): ICalEventData {
  const { id, plannedStart, plannedEnd, risk } = change;
  const url = appUrl && `${appUrl}/change-management/changes/${id}`;
  return {
    // The same in every feed of every person, and after every move.
    id: `${id}@change-management`,
    sequence: change.revision,
    // The library's default is the moment of the poll, by which no two answers would be the same.
    stamp: change.updatedAt,
    lastModified: change.updatedAt,
    created: change.createdAt,
    start: plannedStart!,
    end: plannedEnd,
    summary: withoutControls(`${id} ${change.title}`),
    description: withoutControls(describe(change, url)),
    url,
    categories: [change.type, ...(change.category ? [change.category] : [])]
      .map(inWords)
      .concat(risk.level ? risks[risk.level] : [])
      .map(name => ({ name })),
    status: statusOf(change),
    // A change takes nobody's time: whoever follows the schedule is not busy by it.
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

/** The library writes the calendar's name as it is given. */
function toCalendarName(name: string): string {
  return withoutControls(name)
    .replace(/\s+/g, ' ')
    .replace(/[\\;,]/g, '\\$&');
}

/**
 * Changes as an iCalendar text (RFC 5545), times in UTC. It depends on nothing but the changes, so that what has not changed
 * gives the same text.
 *
 * @param changes - each with a planned time
 * @param options - the calendar's name, and the portal's address for the links
 */
export function toCalendar(
  changes: FoundChange[],
  options: { name: string; appUrl: string | undefined },
): string {
  return new ICalCalendar({
    prodId: { company: 'backstage-plugin-change-management', product: 'feed' },
    name: toCalendarName(options.name),
    ttl: refreshMinutes * 60,
    events: changes.map(change => toEvent(change, options.appUrl)),
  }).toString();
}
