import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { noticeKinds } from 'backstage-plugin-change-management-common';
import { z } from 'zod';

const key = 'changeManagement.notices';

const webhook = z.strictObject({
  name: z.string().min(1).max(64),
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(16, 'must have at least 16 characters'),
  kinds: z.array(z.enum(noticeKinds)).min(1).optional(),
});

const section = z.strictObject({
  digestHour: z.number().int().min(0).max(23).default(7),
  webhooks: z.array(webhook).default([]),
});

/** An address that notices are posted to. */
export type Webhook = z.output<typeof webhook>;

/**
 * What `changeManagement.notices` says.
 *
 * @throws InputError that names everything wrong in the configuration at once; it never quotes a secret.
 */
export function readNoticeConfig(
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
