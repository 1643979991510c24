import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const key = 'changeManagement.rollback';

const webhook = z.strictObject({
  name: z.string().min(1).max(50),
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(16, 'must have at least 16 characters'),
});

const section = z.strictObject({ webhooks: z.array(webhook).default([]) });

/** An address that steps of rollbacks are posted to. */
export type RollbackWebhook = z.output<typeof webhook>;

/**
 * What `changeManagement.rollback` says.
 *
 * @throws InputError that names everything wrong in the configuration at once; it never quotes a secret.
 */
export function readRollbackConfig(
  config: RootConfigService,
): z.output<typeof section> {
  const { data, error } = section.safeParse(config.getOptional(key) ?? {});
  if (error) {
    const problems = error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new InputError(`Invalid ${key}: ${problems.join('; ')}`);
  }
  return data;
}
