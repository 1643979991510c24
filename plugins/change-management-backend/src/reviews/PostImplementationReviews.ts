import {
  Change,
  Facts,
  isReviewRequired,
  StoredReview,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordAct, RecordTrail } from '../audit/RecordTrail';
import { ChangeListener } from '../changes/ChangeListener';
import { ReviewedChanges } from '../changes/ReviewedChanges';
import { PolicyService } from '../policy/PolicyService';
import { ReviewStore } from './ReviewStore';

const hour = 60 * 60 * 1000;

type Asked = Pick<Facts, 'policy' | 'actor' | 'now'>;

/** What {@link PostImplementationReviews} is made from. */
export interface PostImplementationReviewsOptions {
  database: Knex;
  store: ReviewStore;
  trail: RecordTrail;
  population: ReviewedChanges;
  policies: PolicyService;
  /** By id, whoever looks. */
  getChanges(ids: string[]): Promise<(Change | undefined)[]>;
}

function owesReview(
  change: Change | undefined,
  facts: Pick<Facts, 'policy'>,
): boolean {
  return Boolean(change?.actualEnd && isReviewRequired(change, facts));
}

/**
 * Shows each post-implementation review among the others (policy §5). It is written and confirmed at the change, which is
 * where it is reminded of, too; here it only follows.
 */
export class PostImplementationReviews {
  readonly #options: PostImplementationReviewsOptions;

  constructor(options: PostImplementationReviewsOptions) {
    this.#options = options;
  }

  readonly onChange: ChangeListener = async (
    tx,
    { before, after, events, facts },
  ) => {
    if (owesReview(after, facts) && !owesReview(before, facts)) {
      await this.#open(tx, after, facts);
    }
    const isWritten = events.some(({ type }) => type === 'reviewed');
    const isClosed = events.some(({ type }) => type === 'closed');
    if ((isWritten || isClosed) && owesReview(after, facts)) {
      await this.#follow(tx, after, facts, isClosed);
    }
  };

  /** Opens those of changes that were in review already before reviews were kept; however many processes look, once. */
  async openMissing(now: string): Promise<void> {
    const { store, population, policies, getChanges } = this.#options;
    const ids = await store.withoutOwn(await population.inReview());
    for (const change of await getChanges(ids)) {
      const policy = change && (await policies.get(change.policyVersion));
      if (policy && owesReview(change, { policy })) {
        await this.#openMissing(change, { policy, now, actor: systemActor });
      }
    }
  }

  async #openMissing({ id }: Change, facts: Asked): Promise<void> {
    const { database, population } = this.#options;
    await database.transaction(async tx => {
      const change = await population.holdInReview(tx, id);
      if (change) {
        await this.#open(tx, change, facts);
      }
    });
  }

  async #open(
    tx: Knex.Transaction,
    { id, actualEnd, review }: Change,
    facts: Asked,
  ): Promise<void> {
    const { now, policy } = facts;
    const { dueHours } = policy.deadlines.review;
    const due = Date.parse(actualEnd!) + dueHours * hour;
    const opened = await this.#options.store.insert(tx, {
      ...{ kind: 'pir', period: id, changeId: id, openedAt: now },
      dueAt: new Date(due).toISOString(),
      clause: policy.review.clause,
      policyVersion: policy.version,
      timeZone: 'UTC',
      signOff: ['changeManager'],
      // The change reminds of what it owes.
      reminders: { remindDays: 0, escalations: [] },
      ...{ status: 'open', signatures: [], sample: [], findings: [] },
      ...{ told: 1, revision: 1 },
    });
    if (opened) {
      const { dueAt } = opened;
      const act = { type: 'opened', kind: 'pir', changeId: id, dueAt };
      const acts = review ? [act, { type: 'written', changeId: id }] : [act];
      await this.#append(tx, opened, acts, facts);
    }
  }

  async #follow(
    tx: Knex.Transaction,
    { id }: Change,
    facts: Facts,
    isClosed: boolean,
  ): Promise<void> {
    const review = await this.#options.store.lockOfChange(tx, id);
    if (review?.status !== 'open') {
      return;
    }
    if (!isClosed) {
      await this.#append(
        tx,
        review,
        [{ type: 'written', changeId: id }],
        facts,
      );
      return;
    }
    const { actor, now } = facts;
    await this.#options.store.update(tx, {
      ...review,
      status: 'signed-off',
      signedOffAt: now,
      signatures: [{ role: 'changeManager', by: actor.userRef, at: now }],
      revision: review.revision + 1,
    });
    const act = { type: 'signed-off', changeId: id };
    await this.#append(tx, review, [act], facts);
  }

  async #append(
    tx: Knex.Transaction,
    { id }: StoredReview,
    acts: RecordAct[],
    { actor, now }: Asked,
  ): Promise<void> {
    const envelope = { actor: actor.userRef, at: now };
    await this.#options.trail.append(tx, `review:${id}`, acts, envelope);
  }
}
