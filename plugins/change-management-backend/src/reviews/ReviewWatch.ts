import { SchedulerService } from '@backstage/backend-plugin-api';
import {
  Opening,
  Policy,
  policyReviewedSince,
  remindOfReview,
  ReviewIncident,
  reviewRulesOf,
  reviewsDue,
  StoredReview,
  systemActor,
  toldAtOpening,
  unsignedRoles,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { ReviewedChanges } from '../changes/ReviewedChanges';
import { NoticeService } from '../notices/NoticeService';
import { PolicyService } from '../policy/PolicyService';
import { PostImplementationReviews } from './PostImplementationReviews';
import { DataSet, ReviewDataSets } from './ReviewDataSets';
import { Holders, openedNotices, reminderNotices } from './reviewNotices';
import { NewReview, ReviewStore } from './ReviewStore';

/** What {@link ReviewWatch} is made from. */
export interface ReviewWatchOptions {
  database: Knex;
  store: ReviewStore;
  dataSets: ReviewDataSets;
  population: ReviewedChanges;
  ownReviews: Pick<PostImplementationReviews, 'openMissing'>;
  trail: RecordTrail;
  notices: NoticeService;
  policies: PolicyService;
  holders: Holders;
  /** Major incidents that began since a time. */
  majorIncidentsSince(time: string): Promise<ReviewIncident[]>;
  scheduler: SchedulerService;
  clock: () => Date;
}

const remindedAtOnce = 100;

function toReview(
  opening: Opening,
  policy: Policy,
  { data, sample }: DataSet,
  openedAt: string,
): NewReview {
  const { timeZone, remindDays, escalations, ...rules } = reviewRulesOf(policy);
  const { signOff, clause } = rules[opening.kind as keyof typeof rules];
  const reminders = { remindDays, escalations };
  return {
    ...opening,
    ...{ openedAt, clause, timeZone, signOff, reminders, sample },
    policyVersion: policy.version,
    digest: data.digest,
    ...{ status: 'open', signatures: [], findings: [], revision: 1 },
    told: toldAtOpening(openedAt, opening.dueAt, reminders),
  };
}

/**
 * Opens reviews when they are due, and reminds of them and of what was agreed in them (policy §7, §9). However many
 * processes look, each review is opened once, and everything is said once.
 */
export class ReviewWatch {
  readonly #options: ReviewWatchOptions;
  #hasCaughtUp = false;

  constructor(options: ReviewWatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.scheduler.scheduleTask({
      id: 'watch-reviews',
      frequency: { minutes: 10 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 2 },
      fn: () => this.look(),
    });
  }

  async look(): Promise<void> {
    // From the start of the process on each is opened with the step that makes it due.
    if (!this.#hasCaughtUp) {
      await this.#options.ownReviews.openMissing(this.#now());
      this.#hasCaughtUp = true;
    }
    await this.open();
    await this.#remind();
    this.#options.notices.deliverSoon();
  }

  /** Opens what is due by now. */
  async open(): Promise<StoredReview[]> {
    const { store, population, policies, majorIncidentsSince } = this.#options;
    const now = this.#now();
    const [policy, soFar, firstChangeAt] = await Promise.all([
      policies.getCurrent(),
      store.soFar(),
      population.firstAt(),
    ]);
    const incidents = await majorIncidentsSince(
      policyReviewedSince(policy, soFar.policyReviewedAt),
    );
    const known = { ...soFar, firstChangeAt, majorIncidents: incidents };
    const opened: StoredReview[] = [];
    for (const opening of reviewsDue(policy, known, now)) {
      const { policyReviewedAt } = soFar;
      const set = await this.#options.dataSets.take(opening, {
        ...{ policy, incidents, policyReviewedAt, now },
      });
      const review = toReview(opening, policy, set, now);
      opened.push(...(await this.#insert(review, set)));
    }
    return opened;
  }

  /** Nothing where another process was faster. */
  async #insert(
    review: NewReview,
    { data, rows }: DataSet,
  ): Promise<StoredReview[]> {
    const { database, store, trail, notices, holders } = this.#options;
    return database.transaction(async tx => {
      const opened = await store.insert(tx, review, data, rows);
      if (!opened) {
        return [];
      }
      const { id, kind, period, dueAt, sample, openedAt } = opened;
      const { digest, population } = data;
      const sampled = sample.map(({ changeId }) => changeId);
      const act = { type: 'opened', kind, period, dueAt, digest, population };
      await trail.append(tx, `review:${id}`, [{ ...act, sample: sampled }], {
        actor: systemActor.userRef,
        at: openedAt,
      });
      await notices.enqueue(tx, openedNotices(opened, holders));
      return [opened];
    });
  }

  async #remind(): Promise<void> {
    const { store, database } = this.#options;
    for (;;) {
      const ids = await store.dueForReminder(this.#now(), remindedAtOnce);
      for (const id of ids) {
        await database.transaction(tx => this.#remindOf(tx, id));
      }
      if (ids.length < remindedAtOnce) {
        return;
      }
    }
  }

  async #remindOf(tx: Knex.Transaction, id: string): Promise<void> {
    const { store, trail, notices, holders } = this.#options;
    const at = this.#now();
    const { review, said } = remindOfReview((await store.lock(tx, id))!, at);
    // Another process may have said it meanwhile.
    if (said.length === 0) {
      return;
    }
    await store.update(tx, review);
    await trail.append(
      tx,
      `review:${id}`,
      said.map(({ findingId, action, escalateTo }) => ({
        type: escalateTo.length ? 'escalated' : 'reminded',
        ...(action && { findingId, actionId: action.id }),
        ...(escalateTo.length && { to: escalateTo }),
      })),
      { actor: systemActor.userRef, at },
    );
    await notices.enqueue(
      tx,
      said.flatMap(one =>
        reminderNotices(review, one, unsignedRoles(review), holders),
      ),
    );
  }

  #now(): string {
    return this.#options.clock().toISOString();
  }
}
