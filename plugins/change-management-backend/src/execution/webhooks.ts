import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { conditionSchema } from 'backstage-plugin-change-management-common';
import {
  DeploymentSource,
  IncomingRequest,
} from 'backstage-plugin-change-management-node';
import { timingSafeEqual } from 'crypto';
import { z } from 'zod';
import { sign } from '../notices/WebhookChannel';

const key = 'changeManagement.webhooks.incoming';

const webhooksSchema = z.array(
  z.strictObject({
    name: z
      .string()
      .regex(/^[\w.-]{1,64}$/, 'may hold letters, digits and .-_'),
    secret: z.string().min(16, 'must have at least 16 characters'),
    format: z.string().default('events'),
    entities: conditionSchema.optional(),
  }),
);

/** An address that other programs post deployments to. */
export type IncomingWebhook = z.output<typeof webhooksSchema>[number];

/** @throws InputError that names everything wrong in the configuration at once; it never quotes a secret */
export function readWebhooks(config: RootConfigService): IncomingWebhook[] {
  const { data, error } = webhooksSchema.safeParse(
    config.getOptional(key) ?? [],
  );
  if (error) {
    const problems = error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new InputError(`Invalid ${key}: ${problems.join('; ')}`);
  }
  return data;
}

/** Seconds by which the clock of a sender may be off, and for which a request can be sent again. */
const CLOCKS_DIFFER = 300;

/** Signed like the notices that leave by webhook: HMAC-SHA256 over time and body. */
export function isSigned(
  { headers, rawBody }: IncomingRequest,
  secret: string,
  now: Date,
): boolean {
  const timestamp = headers['x-change-management-timestamp'] ?? '';
  const given = headers['x-change-management-signature'] ?? '';
  const off = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || off > CLOCKS_DIFFER) {
    return false;
  }
  const right = `sha256=${sign(secret, timestamp, rawBody.toString('utf8'))}`;
  return (
    given.length === right.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(right))
  );
}

/** One event, or several under `events`, as `POST /deployments` takes them. */
export const plainEvents: DeploymentSource = {
  name: 'events',
  parse({ rawBody }) {
    let body: any;
    try {
      body = JSON.parse(rawBody.toString('utf8'));
    } catch {
      throw new InputError('The body is not JSON.');
    }
    return Array.isArray(body?.events) ? body.events : [body];
  },
};
