import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { expressionSchema } from '../platform/expressions';

const key = 'changeManagement.rollback';
const text = z.string().min(1);

const described = {
  name: z.string().min(1).max(50),
  label: text.optional(),
  description: text.optional(),
  input: z
    .array(
      z.strictObject({
        name: z.string().regex(/^\w{1,64}$/, 'may hold letters, digits and _'),
        label: text,
        help: text.optional(),
        required: z.boolean().optional(),
      }),
    )
    .optional(),
};

const webhook = z.strictObject({
  ...described,
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(16, 'must have at least 16 characters'),
});

const template = z.strictObject({
  ...described,
  template: z
    .string()
    .regex(/^template:[^/\s]+\/[^/\s]+$/, 'must be such as template:default/x'),
  values: z.record(z.string(), expressionSchema).default({}),
});

const section = z.strictObject({
  webhooks: z.array(webhook).default([]),
  templates: z.array(template).default([]),
});

/** An address that steps of rollbacks are posted to. */
export type RollbackWebhook = z.output<typeof webhook>;

/** A template of the scaffolder that carries out steps of rollbacks. */
export type RollbackTemplate = z.output<typeof template>;

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
