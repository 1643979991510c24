import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  comparePolicyVersions,
  compareVersions,
  PolicyDiff,
  PolicyPage,
  PolicyRecord,
  policyReviewDue,
  policyReviewedSince,
  PolicyVersionView,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { AcknowledgementStore } from './AcknowledgementStore';
import { Audience } from './Audience';
import { toDay } from './DatabasePolicyService';
import { allowedActs, refusesOversight, refusesProposal } from './policyRules';
import { PolicyService } from './PolicyService';
import { PolicyStore, StoredPolicy } from './PolicyStore';
import { spansOf } from './spans';

/** One that the plugin brought along, or the configuration, was in force before anybody could be asked to read it. */
export function isAnnounced({
  published,
}: Pick<StoredPolicy, 'published'>): boolean {
  return published !== undefined && published.by !== systemActor.userRef;
}

const versionFormat = /^\d{1,9}(\.\d{1,9}){0,2}$/;

/** The name of a version in the trail of records. */
export function subjectOf(version: string): string {
  return `policy:${version}`;
}

/** What {@link PolicyBook} is made from. */
export interface PolicyBookOptions {
  store: PolicyStore;
  acknowledgements: AcknowledgementStore;
  audience: Audience;
  /** When the policy was last reviewed, and when major incidents began since a time (ISO 8601, UTC). */
  reviewed: {
    lastReviewedAt(): Promise<string | undefined>;
    majorIncidentsSince(time: string): Promise<{ startedAt: string }[]>;
  };
  policies: PolicyService;
  trail: RecordTrail;
  clock: () => Date;
}

/** What can be read of the versions of the policy, by anybody who is signed in. */
export class PolicyBook {
  readonly #options: PolicyBookOptions;

  constructor(options: PolicyBookOptions) {
    this.#options = options;
  }

  async list(actor: Actor): Promise<PolicyPage> {
    const [policies, toRecord] = await Promise.all([
      this.#options.store.list(),
      this.#recording(actor),
    ]);
    const items = policies
      .map(toRecord)
      .sort((a, b) => compareVersions(b.version, a.version));
    return {
      items,
      pageInfo: {},
      nextReview: await this.#nextReview(),
      mayPropose: !refusesProposal(actor),
      mayOversee: !refusesOversight(actor),
    };
  }

  /** @throws NotFoundError */
  async get(
    actor: Actor,
    version: string,
    database?: Knex,
  ): Promise<PolicyVersionView> {
    const policy = await this.find(version, database);
    const toRecord = await this.#recording(actor, database);
    const history = await this.#options.trail.list(
      subjectOf(version),
      database,
    );
    return { ...toRecord(policy), document: policy.document, history };
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
      ? await this.#options.store.get(version, database)
      : undefined;
    if (!policy) {
      throw new NotFoundError(`There is no policy ${version}.`);
    }
    return policy;
  }

  /** Shows versions as they stand to each other and to this person. */
  async #recording(
    actor: Actor,
    database?: Knex,
  ): Promise<(policy: StoredPolicy) => PolicyRecord> {
    const { store, acknowledgements, audience, clock } = this.#options;
    // One after the other: within a transaction they share its connection.
    const spans = spansOf(await store.listPublished(database));
    const read = await acknowledgements.of(actor.userRef, database);
    const today = toDay(clock());
    const isConcerned = audience.includes(actor);
    return policy => {
      const { document, authors, ...rest } = policy;
      const span = spans.find(({ version }) => version === policy.version);
      const lasts = span && !(span.until && span.until <= today);
      return {
        ...rest,
        title: document.title,
        approvedBy: document.approvedBy,
        inForce: Boolean(lasts && span.from <= today),
        effectiveUntil: span?.until,
        supersedes: span?.supersedes,
        reading: {
          asked: Boolean(lasts && isConcerned && isAnnounced(policy)),
          acknowledgedAt: read.get(policy.version),
        },
        allowedActions: allowedActs(policy, actor),
      };
    };
  }

  async #nextReview(): Promise<PolicyPage['nextReview']> {
    const { policies, reviewed } = this.#options;
    const policy = await policies.getCurrent();
    const last = await reviewed.lastReviewedAt();
    const incidents = await reviewed.majorIncidentsSince(
      policyReviewedSince(policy, last),
    );
    return policyReviewDue(
      policy,
      last,
      incidents.map(({ startedAt }) => startedAt),
    );
  }
}
