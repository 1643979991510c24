import { HeldRole } from 'backstage-plugin-change-management-common';
import { configuresEntity } from './configuresEntity';
import { configuresKind } from './configuresKind';
import { configuresSystem } from './configuresSystem';
import { configuresTagged } from './configuresTagged';
import { createHasRole } from './hasRole';
import { ownsConfiguredEntity } from './ownsConfiguredEntity';

/** The rules that a permission policy may use on configuration items. */
export const createConfigurationRules = (
  rolesOf: (claims: string[]) => HeldRole[],
) => ({
  ownsConfiguredEntity,
  configuresEntity,
  configuresKind,
  configuresSystem,
  configuresTagged,
  hasRole: createHasRole(rolesOf),
});
