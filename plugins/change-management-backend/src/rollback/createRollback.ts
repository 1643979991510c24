import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { readRollbackConfig } from './readRollbackConfig';
import {
  RollbackExecutions,
  RollbackExecutionsOptions,
} from './RollbackExecutions';
import { RollbackQueue } from './RollbackQueue';
import { WebhookExecutor } from './WebhookExecutor';

/**
 * What carries out steps of rollbacks.
 *
 * @throws InputError where two executors have the same name
 */
export function createRollback({
  config,
  database,
  ...options
}: Omit<RollbackExecutionsOptions, 'queue'> & {
  config: RootConfigService;
  database: Knex;
}): RollbackExecutions {
  const { webhooks } = readRollbackConfig(config);
  const executors = [
    ...options.executors,
    ...webhooks.map(webhook => new WebhookExecutor(webhook, options.clock)),
  ];
  const names = executors.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length) {
    throw new InputError(
      `Several executors of rollbacks have the same name: ${twice.join(', ')}`,
    );
  }
  const queue = new RollbackQueue(database);
  return new RollbackExecutions({ ...options, executors, queue });
}
