import { EntityMetrics } from 'backstage-plugin-change-management-common';
import { EndedChange } from './ChangeFinder';

/** Days that an entity's figures look back. */
export const METRICS_DAYS = 90;

function median(values: number[]): number | undefined {
  if (values.length === 0) {
    return undefined;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / (60 * 60 * 1000);
}

/**
 * An entity's figures. Successful is what was closed with the code `successful` alone; the lead time runs from the
 * request to the closing.
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
  return {
    days: METRICS_DAYS,
    since,
    created,
    closed: closed.length,
    successful,
    rolledBack: withCode('rolled-back'),
    emergencies: closed.filter(({ type }) => type === 'emergency').length,
    successRate: closed.length ? successful / closed.length : undefined,
    medianLeadTimeHours: median(
      closed.map(({ createdAt, endedAt }) => hoursBetween(createdAt, endedAt)),
    ),
  };
}
