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
import { tellConfigured } from './withheld';

/**
 * The whole change, with the actions that both the domain and the permission policy leave to this reader.
 *
 * @param told - which other changes and which configuration items they may see; unless it is known, all or none
 */
export function presentChange(
  change: Change,
  facts: Facts,
  grants: Grants,
  told: { sees?: Sees; seesItem?: Sees } = {},
): ChangeView {
  const {
    sees = () => grants.visible === 'all',
    seesItem = () => grants.configuration.visible === 'all',
  } = told;
  const view = toView(change, facts);
  return {
    ...tellConfigured(view, seesItem),
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
