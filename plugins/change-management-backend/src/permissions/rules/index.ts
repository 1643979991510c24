import { HeldRole } from 'backstage-plugin-change-management-common';
import { affectsEntity } from './affectsEntity';
import { createHasRole } from './hasRole';
import { hasRiskLevel } from './hasRiskLevel';
import { isImplementer } from './isImplementer';
import { isInCategory } from './isInCategory';
import { isInState } from './isInState';
import { isOfType } from './isOfType';
import { isRequester } from './isRequester';
import { ownsAffectedEntity } from './ownsAffectedEntity';

/** The rules that a permission policy may use on changes. */
export const createChangeRules = (
  rolesOf: (claims: string[]) => HeldRole[],
) => ({
  isRequester,
  isImplementer,
  ownsAffectedEntity,
  affectsEntity,
  hasRole: createHasRole(rolesOf),
  isInState,
  isOfType,
  isInCategory,
  hasRiskLevel,
});
