import {
  ChangeContent,
  RiskMeasures,
} from 'backstage-plugin-change-management-common';

/** What a form says of where and when something is to be changed. */
export type PlannedForm = Pick<
  ChangeContent,
  'affectedEntities' | 'plannedStart' | 'plannedEnd' | 'emergency'
>;

/** What the organisation's own record says of a form. */
export interface RiskRecord {
  /**
   * Failures and incidents of the last 90 days and overlaps in time on the same entities, by one statement, and what has been
   * learned from all closed changes.
   *
   * @param changeId - the change itself, which is left out
   */
  measuresFor(form: PlannedForm, changeId?: string): Promise<RiskMeasures>;
}
