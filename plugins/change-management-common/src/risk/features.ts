import { DateTime } from 'luxon';
import { ChangeCategory, CloseCode } from '../contract/words';

/** What failures are told apart by. */
export const dimensions = [
  'entity',
  'owner',
  'category',
  'hour',
  'size',
] as const;
/** What failures are told apart by. */
export type Dimension = (typeof dimensions)[number];

/** What is known of a change before it is carried out. */
export interface PlannedChange {
  entityRefs: string[];
  /** Owners of those entities. */
  owners: string[];
  category?: ChangeCategory;
  /** ISO 8601 */
  plannedStart?: string;
}

/** A change of the past, and how it ended. */
export interface ClosedChange extends PlannedChange {
  id: string;
  /** ISO 8601, UTC */
  closedAt: string;
  closeCode: CloseCode;
  /** A person confirmed that it caused an incident. */
  causedIncident?: boolean;
}

/** Groups that a change belongs to, by dimension; several for one that touches several entities. */
export type Features = Record<Dimension, string[]>;

const sizes = [
  { from: 10, name: '10 or more' },
  { from: 4, name: '4 to 9' },
  { from: 2, name: '2 or 3' },
  { from: 0, name: '1' },
];

/** @param timeZone - IANA name; hours are counted in it */
export function featuresOf(
  { entityRefs, owners, category, plannedStart }: PlannedChange,
  timeZone: string,
): Features {
  const size = sizes.find(({ from }) => entityRefs.length >= from)!;
  return {
    entity: [...new Set(entityRefs)],
    owner: [...new Set(owners)],
    category: category ? [category] : [],
    hour: plannedStart
      ? [`${DateTime.fromISO(plannedStart, { zone: timeZone }).hour}`]
      : [],
    size: [size.name],
  };
}

/** 1 for a failure, or what caused an incident; 0 for a success; a success with issues is half of either. */
export function failureOf({
  closeCode,
  causedIncident,
}: Pick<ClosedChange, 'closeCode' | 'causedIncident'>): number {
  if (causedIncident) {
    return 1;
  }
  switch (closeCode) {
    case 'successful':
      return 0;
    case 'successful-with-issues':
      return 0.5;
    default:
      return 1;
  }
}

/** `changes of component:default/orders` */
export function describeGroup(dimension: Dimension, group: string): string {
  switch (dimension) {
    case 'entity':
      return `changes of ${group}`;
    case 'owner':
      return `changes of what ${group} owns`;
    case 'category':
      return `changes of the category ${group}`;
    case 'hour':
      return `changes planned to start between ${group}:00 and ${
        Number(group) + 1
      }:00`;
    default:
      return `changes of ${group} ${group === '1' ? 'entity' : 'entities'}`;
  }
}
