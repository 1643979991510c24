import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** How far a blast radius is followed: steps from the changed entities, and entities besides them, at most. */
export interface ImpactLimits {
  maxDepth: number;
  maxEntities: number;
}

export const defaultLimits: ImpactLimits = { maxDepth: 5, maxEntities: 500 };

/** What is kept with every change, and drawn for those who judge it, has to have an end. */
const highest: ImpactLimits = { maxDepth: 20, maxEntities: 5_000 };

const key = 'changeManagement.impact';

/**
 * The limits that `changeManagement.impact` sets.
 *
 * @throws InputError that names everything wrong in the configuration at once.
 */
export function readImpactLimits(config: RootConfigService): ImpactLimits {
  const section = config.getOptional<Record<string, unknown>>(key) ?? {};
  const problems = Object.entries(section).flatMap(([name, value]) => {
    if (!(name in highest)) {
      return `${name} is not a limit, use ${Object.keys(highest).join(', ')}`;
    }
    const most = highest[name as keyof ImpactLimits];
    return Number.isInteger(value) &&
      Number(value) >= 1 &&
      Number(value) <= most
      ? []
      : `${name}: ${JSON.stringify(
          value,
        )} is not a whole number from 1 to ${most}`;
  });
  if (problems.length) {
    throw new InputError(`Invalid ${key}: ${problems.join('; ')}`);
  }
  return { ...defaultLimits, ...section };
}
