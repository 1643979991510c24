import {
  EntityMetrics,
  Occurrences,
  spreadOf,
} from 'backstage-plugin-change-management-common';
import { ClosedAlike } from './ChangeFinder';

/** Days that an entity's figures look back. */
export const METRICS_DAYS = 90;

/**
 * An entity's figures, as `GET /metrics` defines them but counted by the end: successful is what was closed with the code
 * `successful` alone; the lead time runs from the request to the completion, each begun hour counting.
 */
export function measure({
  since,
  created,
  closed,
}: {
  since: string;
  created: number;
  closed: ClosedAlike[];
}): EntityMetrics {
  const count = (isCounted: (alike: ClosedAlike) => boolean) =>
    closed.filter(isCounted).reduce((total, { changes }) => total + changes, 0);
  const all = count(() => true);
  const successful = count(({ closeCode }) => closeCode === 'successful');
  const leadHours: Occurrences = new Map();
  for (const { leadHours: hours, changes } of closed) {
    if (hours !== undefined) {
      leadHours.set(hours, (leadHours.get(hours) ?? 0) + changes);
    }
  }
  return {
    days: METRICS_DAYS,
    since,
    created,
    closed: all,
    successful,
    rolledBack: count(({ closeCode }) => closeCode === 'rolled-back'),
    emergencies: count(({ type }) => type === 'emergency'),
    successRate: all ? successful / all : undefined,
    medianLeadTimeHours: spreadOf(leadHours)?.median,
  };
}
