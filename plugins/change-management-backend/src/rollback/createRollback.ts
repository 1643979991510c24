import {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { RollbackExecutor } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { Executors } from './Executors';
import { readRollbackConfig } from './readRollbackConfig';
import {
  RollbackExecutions,
  RollbackExecutionsOptions,
} from './RollbackExecutions';
import { RollbackQueue } from './RollbackQueue';
import { ScaffolderClient } from './ScaffolderClient';
import { TemplateExecutor } from './TemplateExecutor';
import { WebhookExecutor } from './WebhookExecutor';

/** What may carry out steps of rollbacks. @throws InputError where two have the same name */
export function createExecutors(options: {
  config: RootConfigService;
  auth: AuthService;
  discovery: DiscoveryService;
  /** Of modules. */
  added: RollbackExecutor[];
  clock: () => Date;
}): Executors {
  const { config, added, clock } = options;
  const { webhooks, templates } = readRollbackConfig(config);
  const scaffolder = new ScaffolderClient(options);
  const executors = new Executors();
  for (const executor of [
    ...added,
    ...templates.map(each => new TemplateExecutor(each, { scaffolder })),
    ...webhooks.map(each => new WebhookExecutor(each, clock)),
  ]) {
    executors.add(executor);
  }
  return executors;
}

/** What has steps of rollbacks carried out. */
export function createRollback({
  database,
  ...options
}: Omit<RollbackExecutionsOptions, 'queue'> & {
  database: Knex;
}): RollbackExecutions {
  return new RollbackExecutions({
    ...options,
    queue: new RollbackQueue(database),
  });
}
