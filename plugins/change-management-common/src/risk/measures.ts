import { CloseCode } from '../contract/words';

/** What the organisation's own record says of the entities that a change touches, at the time it is judged. */
export interface RiskMeasures {
  /** Changes of the last 90 days on these entities that did not end well. */
  failures: { changeId: string; entityRef: string; closeCode: CloseCode }[];
  /** Changes planned for an overlapping time on these entities. */
  overlaps: { changeId: string; entityRef: string }[];
}
