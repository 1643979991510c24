import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { Idempotency } from '../platform/Idempotency';
import { DatabasePolicyService } from './DatabasePolicyService';
import { DatabasePolicyStore } from './DatabasePolicyStore';
import { ensureFirstPolicy } from './firstPolicy';
import { PolicyAmendments } from './PolicyAmendments';
import { PolicyBook } from './PolicyBook';

/**
 * The room of the policy, with a first version in it.
 *
 * @throws InputError where the configured policy is not sound
 */
export async function createPolicies(options: {
  config: RootConfigService;
  database: Knex;
  trail: RecordTrail;
  idempotency: Idempotency;
  logger: LoggerService;
  clock: () => Date;
}) {
  const { database, trail, idempotency, logger, clock } = options;
  const store = new DatabasePolicyStore(database, logger);
  await ensureFirstPolicy({ ...options, store });
  const policies = new DatabasePolicyService({ store, clock });
  const policyBook = new PolicyBook({ store, trail, clock });
  const policyAmendments = new PolicyAmendments({
    store,
    book: policyBook,
    trail,
    policies,
    idempotency,
    clock,
  });
  return { policies, policyBook, policyAmendments };
}
