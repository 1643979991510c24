import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  comparePolicyVersions,
  compareVersions,
  Page,
  PolicyDiff,
  PolicyRecord,
  PolicyVersionView,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { toDay } from './DatabasePolicyService';
import { allowedActs } from './policyRules';
import { PolicyStore, StoredPolicy } from './PolicyStore';

const versionFormat = /^\d{1,9}(\.\d{1,9}){0,2}$/;

/** The name of a version in the trail of records. */
export function subjectOf(version: string): string {
  return `policy:${version}`;
}

function toRecord(
  policy: StoredPolicy,
  inForce: string | undefined,
  actor: Actor,
): PolicyRecord {
  const { document, authors, ...rest } = policy;
  return {
    ...rest,
    title: document.title,
    approvedBy: document.approvedBy,
    inForce: policy.version === inForce,
    allowedActions: allowedActs(policy, actor),
  };
}

/** What can be read of the versions of the policy, by anybody who is signed in. */
export class PolicyBook {
  readonly #store: PolicyStore;
  readonly #trail: RecordTrail;
  readonly #clock: () => Date;

  constructor(options: {
    store: PolicyStore;
    trail: RecordTrail;
    clock: () => Date;
  }) {
    this.#store = options.store;
    this.#trail = options.trail;
    this.#clock = options.clock;
  }

  async list(actor: Actor): Promise<Page<PolicyRecord>> {
    const [policies, inForce] = await Promise.all([
      this.#store.list(),
      this.#findInForce(),
    ]);
    const items = policies
      .map(policy => toRecord(policy, inForce, actor))
      .sort((a, b) => compareVersions(b.version, a.version));
    return { items, pageInfo: {} };
  }

  /** @throws NotFoundError */
  async get(
    actor: Actor,
    version: string,
    database?: Knex,
  ): Promise<PolicyVersionView> {
    const policy = await this.find(version, database);
    const inForce = await this.#findInForce(database);
    const history = await this.#trail.list(subjectOf(version), database);
    return {
      ...toRecord(policy, inForce, actor),
      document: policy.document,
      history,
    };
  }

  /** What the version changed: of `against`, or of the one that it is based on. */
  async diff(version: string, against?: string): Promise<PolicyDiff> {
    const policy = await this.find(version);
    const before = await this.find(against ?? policy.basedOn ?? version);
    return {
      from: before.version,
      to: version,
      ...comparePolicyVersions(before.document, policy.document),
    };
  }

  /** @throws NotFoundError */
  async find(version: string, database?: Knex): Promise<StoredPolicy> {
    const policy = versionFormat.test(version)
      ? await this.#store.get(version, database)
      : undefined;
    if (!policy) {
      throw new NotFoundError(`There is no policy ${version}.`);
    }
    return policy;
  }

  async #findInForce(database?: Knex): Promise<string | undefined> {
    return this.#store.findInForce(toDay(this.#clock()), database);
  }
}
