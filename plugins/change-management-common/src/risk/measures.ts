import { CloseCode } from '../contract/words';
import { FailureModel } from './failureModel';

/** Days that failures and incidents are looked back for. */
export const RECORD_DAYS = 90;

/** What the organisation's own record says of the entities that a change touches, at the time it is judged. */
export interface RiskMeasures {
  /** Changes of the last {@link RECORD_DAYS} days on these entities that did not end well. */
  failures: { changeId: string; entityRef: string; closeCode: CloseCode }[];
  /** Open changes planned for an overlapping time on these entities. */
  overlaps: { changeId: string; entityRef: string }[];
  /** Incidents of the last {@link RECORD_DAYS} days on these entities. */
  incidents: { incidentId: string; entityRef: string }[];
  /** How changes of the organisation failed so far; missing before its first change was closed. */
  history?: FailureModel;
}
