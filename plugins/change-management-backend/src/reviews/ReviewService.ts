import { NotFoundError } from '@backstage/errors';
import {
  decideReview,
  ReviewAct,
  ReviewCommand,
  ReviewFacts,
  ReviewView,
  StoredAction,
  StoredReview,
  unsignedRoles,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { CatalogReader } from '../catalog/CatalogReader';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { Notice, NoticeService } from '../notices/NoticeService';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { refused } from '../platform/refused';
import { PolicyService } from '../policy/PolicyService';
import { assignedNotices, Holders, signatureNotices } from './reviewNotices';
import { ReviewReader } from './ReviewReader';
import { ReviewStore } from './ReviewStore';

/** What {@link ReviewService} is made from. */
export interface ReviewServiceOptions {
  store: ReviewStore;
  reader: ReviewReader;
  trail: RecordTrail;
  notices: NoticeService;
  idempotency: Idempotency;
  changeReader: ChangeReader;
  catalogReader: CatalogReader;
  policies: PolicyService;
  holders: Holders;
  clock: () => Date;
}

function peopleIn(command: ReviewCommand): string[] {
  const owed = [
    ...('owner' in command ? [command] : []),
    ...(command.type === 'add-finding' ? command.actions : []),
  ];
  return owed.flatMap(({ owner }) => owner ?? []);
}

/** Everything that people do to reviews; each act with its trail and its notices in one transaction. */
export class ReviewService {
  readonly #options: ReviewServiceOptions;

  constructor(options: ReviewServiceOptions) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError for what the caller may not see, as for what does not exist
   * @throws NotAllowedError, ConflictError, InputError when the domain refuses
   */
  async execute(
    caller: Caller,
    id: string,
    command: ReviewCommand,
    request?: RepeatableRequest,
  ): Promise<ReviewView> {
    const { store, reader, notices, idempotency } = this.#options;
    const { review: seen, data } = await reader.find(caller, id);
    const before = await reader.present(caller, seen, data);
    this.#requireNamed(before, command);
    const facts = await this.#factsFor(caller, command);
    const after = await idempotency.run(request, async tx => {
      const locked = (await store.lock(tx, seen.id))!;
      const outcome = decideReview(locked, command, facts);
      if ('refusal' in outcome) {
        throw refused(outcome.refusal);
      }
      const review = { ...outcome.review, revision: locked.revision + 1 };
      await store.update(tx, review);
      await this.#record(tx, review, outcome.acts, facts);
      return review;
    });
    notices.deliverSoon();
    return reader.present(caller, after, data);
  }

  /** What it is about has to be there for the caller. */
  #requireNamed(review: ReviewView, command: ReviewCommand): void {
    const missing = (what: string) => {
      throw new NotFoundError(`There is no ${what} in ${review.id}.`);
    };
    if (command.type === 'look-at') {
      const { changeId } = command;
      if (!review.sample.some(row => row.changeId === changeId)) {
        missing(`${changeId} in the sample`);
      }
    }
    if ('findingId' in command) {
      const { findingId } = command;
      const finding = review.findings.find(one => one.id === findingId);
      if (!finding) {
        missing(`finding ${findingId}`);
      } else if (
        command.type === 'finish-action' &&
        !finding.actions.some(({ id }) => id === command.actionId)
      ) {
        missing(`action ${command.actionId} of finding ${findingId}`);
      }
    }
  }

  async #factsFor(
    caller: Caller,
    command: ReviewCommand,
  ): Promise<ReviewFacts> {
    const { policies, catalogReader, changeReader, clock } = this.#options;
    const owners = peopleIn(command);
    const named = 'changes' in command ? command.changes ?? [] : [];
    const [policy, people, changes] = await Promise.all([
      policies.getCurrent(),
      owners.length ? catalogReader.read(owners) : new Map<string, unknown>(),
      changeReader.readMany(caller, named),
    ]);
    return {
      actor: caller.actor,
      now: clock().toISOString(),
      clauses: policy.clauses.map(({ id }) => id),
      people: [...people.keys()],
      changes: [...changes.keys()],
    };
  }

  async #record(
    tx: Knex.Transaction,
    review: StoredReview,
    acts: ReviewAct[],
    { actor, now }: ReviewFacts,
  ): Promise<void> {
    const { trail, notices } = this.#options;
    const envelope = { actor: actor.userRef, at: now };
    await trail.append(tx, `review:${review.id}`, acts, envelope);
    const told = acts.flatMap(act => this.#noticesOf(review, act));
    if (told.length) {
      await notices.enqueue(tx, told);
    }
  }

  #noticesOf(review: StoredReview, act: ReviewAct): Notice[] {
    const { holders } = this.#options;
    const assigned = (findingId: string, action: StoredAction) =>
      assignedNotices(review, findingId, action);
    switch (act.type) {
      case 'finding-added': {
        const { id, actions } = review.findings[review.findings.length - 1];
        return actions.flatMap(action => assigned(id, action));
      }
      case 'action-added':
        return assigned(act.findingId as string, act.action as StoredAction);
      case 'signed': {
        const missing = unsignedRoles(review);
        return missing.length ? signatureNotices(review, missing, holders) : [];
      }
      default:
        return [];
    }
  }
}
