import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { conditionSchema } from 'backstage-plugin-change-management-common';
import { DeploymentSource } from 'backstage-plugin-change-management-node';
import { z } from 'zod';
import {
  PayloadMapping,
  payloadMappingSchema,
  readPayload,
} from '../platform/payloadMapping';
import { signatureSchema } from '../platform/signedRequests';

const key = 'changeManagement.webhooks.incoming';

const webhooksSchema = z.array(
  z
    .strictObject({
      name: z
        .string()
        .regex(/^[\w.-]{1,64}$/, 'may hold letters, digits and .-_'),
      secret: z.string().min(16, 'must have at least 16 characters'),
      signature: signatureSchema.optional(),
      format: z.string().optional(),
      mapping: payloadMappingSchema([
        'externalId',
        'entityRef',
        'environment',
        'version',
        'artifactDigest',
        'status',
        'startedAt',
        'finishedAt',
        'actor',
        'url',
        'changeId',
      ]).optional(),
      entities: conditionSchema.optional(),
    })
    .refine(({ format, mapping }) => !format || !mapping, {
      path: ['mapping'],
      message: 'must not be given beside a format',
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

/** Events that configuration finds in the posts of a program. Whatever is a number there is a name or a version here. */
function mappedEvents(mapping: PayloadMapping): DeploymentSource {
  return {
    name: 'mapping',
    async parse(request) {
      const records = await readPayload(mapping, request);
      return records.map(record => {
        const fields = Object.entries(record).map(([name, value]) => [
          name,
          typeof value === 'number' ? `${value}` : value,
        ]);
        return Object.fromEntries(fields);
      });
    },
  };
}

/** @throws Error where nothing understands what is posted to the webhook */
export function sourceOf(
  { name, format = plainEvents.name, mapping }: IncomingWebhook,
  sources: DeploymentSource[],
): DeploymentSource {
  const source = mapping
    ? mappedEvents(mapping)
    : sources.find(each => each.name === format);
  if (!source) {
    throw new Error(
      `Nothing understands ${format}, the format of the webhook ${name}`,
    );
  }
  return source;
}
