import {
  EntityMetrics,
  Occurrences,
  spreadOf,
} from 'backstage-plugin-change-management-common';
import { EndedChange } from './ChangeFinder';

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
  closed: EndedChange[];
}): EntityMetrics {
  const withCode = (code: EndedChange['closeCode']) =>
    closed.filter(({ closeCode }) => closeCode === code).length;
  const successful = withCode('successful');
  const leadHours: Occurrences = new Map();
  for (const { leadMinutes } of closed) {
    if (leadMinutes !== undefined) {
      const hours = Math.ceil(leadMinutes / 60);
      leadHours.set(hours, (leadHours.get(hours) ?? 0) + 1);
    }
  }
  return {
    days: METRICS_DAYS,
    since,
    created,
    closed: closed.length,
    successful,
    rolledBack: withCode('rolled-back'),
    emergencies: closed.filter(({ type }) => type === 'emergency').length,
    successRate: closed.length ? successful / closed.length : undefined,
    medianLeadTimeHours: spreadOf(leadHours)?.median,
  };
}
