import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Role } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { NoticeService } from '../notices/NoticeService';
import { PeopleDirectory } from '../people/PeopleDirectory';
import { Idempotency } from '../platform/Idempotency';
import { AcknowledgementStore } from './AcknowledgementStore';
import { Audience } from './Audience';
import { DatabasePolicyService } from './DatabasePolicyService';
import { DatabasePolicyStore } from './DatabasePolicyStore';
import { ensureFirstPolicy } from './firstPolicy';
import { PastChanges } from './PastChanges';
import { PolicyAmendments, PolicyAmendmentsOptions } from './PolicyAmendments';
import { PolicyBook, PolicyBookOptions } from './PolicyBook';
import { PolicyReading } from './PolicyReading';
import { PolicySimulator } from './PolicySimulator';
import { PolicyStore } from './PolicyStore';

/**
 * The rules by which all else judges, with a first version of them.
 *
 * @throws InputError where the configured policy is not sound
 */
export async function createPolicies(options: {
  config: RootConfigService;
  database: Knex;
  trail: RecordTrail;
  logger: LoggerService;
  clock: () => Date;
}) {
  const { database, logger, clock } = options;
  const policyStore = new DatabasePolicyStore(database, logger);
  await ensureFirstPolicy({ ...options, store: policyStore });
  const policies = new DatabasePolicyService({ store: policyStore, clock });
  return { policyStore, policies };
}

/**
 * The life of the policy: amended, simulated on past changes, published, read by those whom it concerns.
 *
 * @throws InputError where `changeManagement.policy.announceTo` is not sound
 */
export function createPolicyRoom(options: {
  config: RootConfigService;
  database: Knex;
  policyStore: PolicyStore;
  policies: DatabasePolicyService;
  people: Pick<PeopleDirectory, 'find'>;
  /** Users and groups that hold each role: `RoleRegister.holders`. */
  holders: Record<Role, string[]>;
  past: PastChanges;
  reviewed: PolicyBookOptions['reviewed'];
  findingsOf: PolicyAmendmentsOptions['findingsOf'];
  notices: NoticeService;
  trail: RecordTrail;
  idempotency: Idempotency;
  clock: () => Date;
}) {
  const { policyStore: store, ...parts } = options;
  const audience = new Audience(options);
  const acknowledgements = new AcknowledgementStore(options.database);
  const policyBook = new PolicyBook({
    ...parts,
    store,
    acknowledgements,
    audience,
  });
  const room = { ...parts, store, book: policyBook };
  return {
    policyBook,
    policyAmendments: new PolicyAmendments({
      ...room,
      audience: audience.refs,
    }),
    policyReading: new PolicyReading({ ...room, acknowledgements, audience }),
    policySimulator: new PolicySimulator(room),
  };
}

/** See {@link createPolicyRoom}. */
export type PolicyRoom = ReturnType<typeof createPolicyRoom>;
