import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  PROBABLE_CAUSE,
  roles,
} from 'backstage-plugin-change-management-common';
import { z } from 'zod';

const key = 'changeManagement.incidents.probableCause';

const section = z.strictObject({
  from: z.number().min(PROBABLE_CAUSE).max(1).default(0.7),
  tell: z
    // The implementer is that of the change, not everybody who may be one.
    .array(z.enum(['requester', ...roles]))
    .default(['requester', 'implementer', 'changeManager']),
});

/** From which confidence on whom is told of a probable cause. */
export type CauseRules = z.output<typeof section>;

/** @throws InputError that names everything wrong in the configuration at once */
export function readCauseRules(config: RootConfigService): CauseRules {
  const { data, error } = section.safeParse(config.getOptional(key) ?? {});
  if (error) {
    const problems = error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new InputError(`Invalid ${key}: ${problems.join('; ')}`);
  }
  return data;
}
