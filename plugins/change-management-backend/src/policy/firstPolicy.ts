import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  defaultPolicy,
  Policy,
  policySchema,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { readFile } from 'fs/promises';
import { Knex } from 'knex';
import { resolve } from 'path';
import { parseDocument } from 'yaml';
import { RecordTrail } from '../audit/RecordTrail';
import { hashOf } from '../platform/canonical';
import { parse } from '../platform/parse';
import { toDay } from './DatabasePolicyService';
import { subjectOf } from './PolicyBook';
import { PolicyStore, StoredPolicy } from './PolicyStore';

const key = 'changeManagement.policy.file';

/**
 * Reads a policy from a file in YAML or JSON.
 *
 * @throws InputError that names everything wrong in it
 */
async function readPolicyFile(path: string, today: string): Promise<Policy> {
  try {
    // JSON is YAML as well.
    const document = parseDocument(await readFile(path, 'utf8'));
    if (document.errors.length) {
      throw new InputError(
        document.errors.map(({ message }) => message.trim()).join('; '),
      );
    }
    const policy = parse(policySchema, document.toJS());
    if (policy.effectiveDate > today) {
      throw new InputError(
        'effectiveDate: must not lie in the future, as no policy would be in force until then',
      );
    }
    return policy;
  } catch (error) {
    throw new InputError(
      `Invalid policy ${path} (${key}): ${(error as Error).message}`,
    );
  }
}

/**
 * Sees to it that there is a policy from the first start on: the file of the configuration, or the one that the plugin brings
 * along. An operator's file that is not sound stops the start, as other rules than theirs must not judge instead.
 */
export async function ensureFirstPolicy(options: {
  config: RootConfigService;
  database: Knex;
  store: PolicyStore;
  trail: RecordTrail;
  logger: LoggerService;
  clock: () => Date;
}): Promise<void> {
  const { config, database, store, trail, logger, clock } = options;
  const file = config.getOptionalString(key);
  if ((await store.list()).length > 0) {
    if (file) {
      logger.info(`${key} is not read any more: there is a policy already.`);
    }
    return;
  }
  const now = clock();
  const document = file
    ? await readPolicyFile(resolve(file), toDay(now))
    : defaultPolicy;
  const { version, effectiveDate } = document;
  const at = now.toISOString();
  const act = { by: systemActor.userRef, at };
  const policy: StoredPolicy = {
    version,
    state: 'published',
    effectiveDate,
    document,
    digest: hashOf(document),
    findings: [],
    authors: [],
    proposed: act,
    published: act,
  };
  await database.transaction(async tx => {
    await store.lock(tx);
    // Replicas start together; the first one does it for all of them.
    if ((await store.list(tx)).length > 0) {
      return;
    }
    await store.insert(tx, policy);
    const { digest } = policy;
    const source = file ? 'configuration' : 'shipped';
    await trail.append(
      tx,
      subjectOf(version),
      [{ type: 'published', digest, effectiveDate, source }],
      { actor: systemActor.userRef, at },
    );
    logger.info(`Policy ${version} is in force (${source}).`);
  });
}
