import {
  Change,
  ChangeSummary,
  ChangeView,
  Facts,
  toSummary,
  toView,
} from 'backstage-plugin-change-management-common';
import { grantedActions, Grants } from '../permissions/Grants';
import { FoundChange } from './ChangeFinder';
import { Sees, tellSeen } from './seen';

/**
 * The whole change, with the actions that both the domain and the permission policy leave to this reader.
 *
 * @param sees - which other changes they may see; unless it is known, all or none
 */
export function presentChange(
  change: Change,
  facts: Facts,
  grants: Grants,
  sees: Sees = () => grants.visible === 'all',
): ChangeView {
  const view = toView(change, facts);
  return {
    ...view,
    conflicts: tellSeen(view.conflicts, sees),
    allowedActions: grantedActions(view.allowedActions, grants, change),
  };
}

/** One row of a list, likewise. */
export function presentSummary(
  change: FoundChange,
  facts: Facts,
  grants: Grants,
): ChangeSummary {
  const summary = toSummary(change, facts);
  return {
    ...summary,
    closedAt: change.closedAt,
    allowedActions: grantedActions(summary.allowedActions, grants, change),
  };
}
