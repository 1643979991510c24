import { ChangeFigures } from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';

type Name =
  | 'changes'
  | 'successRate'
  | 'failureRate'
  | 'rollbackRate'
  | 'emergencyShare'
  | 'unauthorizedChanges'
  | 'incidentsByChange'
  | 'incidentDowntimeMinutes'
  | 'changeDowntimeMinutes';

/** Figures, as far as they were told when they were frozen. */
export type Frozen = Partial<Record<Name, number>>;

/** One figure that policy §7.2 asks for. */
export interface Measure {
  name: Name;
  unit: 'count' | 'share' | 'minutes';
  /** Whether more of it is bad. */
  isBad?: boolean;
}

/** In the order in which a manager asks. */
export const measures: Measure[] = [
  { name: 'changes', unit: 'count' },
  { name: 'successRate', unit: 'share' },
  { name: 'failureRate', unit: 'share', isBad: true },
  { name: 'rollbackRate', unit: 'share', isBad: true },
  { name: 'incidentsByChange', unit: 'count', isBad: true },
  { name: 'incidentDowntimeMinutes', unit: 'minutes', isBad: true },
  { name: 'changeDowntimeMinutes', unit: 'minutes', isBad: true },
  { name: 'emergencyShare', unit: 'share', isBad: true },
  { name: 'unauthorizedChanges', unit: 'count', isBad: true },
];

/** Those that are known in any of these figures. */
export function knownMeasures(figures: ChangeFigures[]): Measure[] {
  return measures.filter(({ name }) =>
    figures.some(one => (one as Frozen)[name] !== undefined),
  );
}

/** `12 %`, `34`, `90 min`; a dash where there is nothing to tell of. */
export function formatMeasure(
  { unit }: Measure,
  value: number | undefined,
  t: Text,
): string {
  if (value === undefined) {
    return '–';
  }
  switch (unit) {
    case 'share':
      return t('figures.percent', { percent: String(Math.round(value * 100)) });
    case 'minutes':
      return t('reviewData.minutes', { minutes: String(value) });
    default:
      return String(value);
  }
}
