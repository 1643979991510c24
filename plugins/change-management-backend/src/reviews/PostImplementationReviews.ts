import {
  Change,
  Facts,
  isReviewRequired,
  StoredReview,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordAct, RecordTrail } from '../audit/RecordTrail';
import { ChangeListener } from '../changes/ChangeListener';
import { ReviewStore } from './ReviewStore';

const hour = 60 * 60 * 1000;

function owesReview(change: Change | undefined, facts: Facts): boolean {
  return Boolean(change?.actualEnd && isReviewRequired(change, facts));
}

/**
 * Shows each post-implementation review among the others (policy §5). It is written and confirmed at the change, which is
 * where it is reminded of, too; here it only follows.
 */
export class PostImplementationReviews {
  readonly #options: { store: ReviewStore; trail: RecordTrail };

  constructor(options: { store: ReviewStore; trail: RecordTrail }) {
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

  async #open(
    tx: Knex.Transaction,
    { id, actualEnd }: Change,
    facts: Facts,
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
      await this.#append(tx, opened, [act], facts);
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
    { actor, now }: Facts,
  ): Promise<void> {
    const envelope = { actor: actor.userRef, at: now };
    await this.#options.trail.append(tx, `review:${id}`, acts, envelope);
  }
}
