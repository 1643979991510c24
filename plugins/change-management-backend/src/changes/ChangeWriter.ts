import {
  apply,
  AuditEvent,
  Change,
  ChangeEvent,
  Facts,
  nextReminderAt,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { AuditTrail } from '../audit/AuditTrail';
import { emptyChain, link } from '../audit/chain';
import { NoticeInput } from '../notices/draft';
import { Notice, NoticeService } from '../notices/NoticeService';
import { toChangeNumber } from '../platform/changeId';
import { ChangeFollower, ChangeListener, ChangeStep } from './ChangeListener';
import { ChangeRecord, ChangeStore } from './ChangeStore';
import { Measure } from './createMeasure';
import { partiesOf } from './parties';

/** A change after a command, with the facts that it was judged by. */
export interface Outcome {
  change: Change;
  facts: Facts;
  /** What the command added to the audit trail. */
  recorded: AuditEvent[];
  /** What people are told of it. */
  notices: Notice[];
  /** What is done once it has committed. */
  afterwards: (() => void)[];
}

/** What {@link ChangeWriter} is made from. */
export interface ChangeWriterOptions {
  store: ChangeStore;
  trail: AuditTrail;
  notices: NoticeService;
  noticesFor: (input: Omit<NoticeInput, 'holders'>) => Notice[];
  measure: Measure;
  /** Called one after the other at the end of each transaction in which a step was taken. */
  listeners: ChangeListener[];
  /** Called once that has committed. */
  followers: ChangeFollower[];
}

/** Writes what has been decided of a change, in the transaction in which it was decided. */
export class ChangeWriter {
  readonly #options: ChangeWriterOptions;

  constructor(options: ChangeWriterOptions) {
    this.#options = options;
  }

  /** A new draft with its trail and notices, by one statement where the database writes several tables by one. */
  async create(
    knex: Knex,
    events: ChangeEvent[],
    facts: Facts,
  ): Promise<Outcome> {
    const { after, also, step, ...outcome } = this.#make(
      knex,
      undefined,
      events,
      facts,
    );
    await this.#options.store.insert(knex, after, also);
    return { ...outcome, afterwards: this.#following(step) };
  }

  /** The change, its trail and the notices: all of them or none. */
  async write(
    tx: Knex.Transaction,
    before: ChangeRecord,
    events: ChangeEvent[],
    facts: Facts,
  ): Promise<Outcome> {
    if (events.length === 0) {
      const { change } = before;
      await this.#followCatalog(tx, before, facts);
      const afterwards = await this.#tell(tx, {
        before: change,
        after: change,
        events,
        facts,
      });
      return { change, facts, recorded: [], notices: [], afterwards };
    }
    const { after, also, step, ...outcome } = this.#make(
      tx,
      before,
      events,
      facts,
    );
    await this.#options.store.update(tx, before, after, also);
    return { ...outcome, afterwards: await this.#tell(tx, step) };
  }

  /** A change after its events, and what is written with it. */
  #make(
    knex: Knex,
    before: ChangeRecord | undefined,
    events: ChangeEvent[],
    facts: Facts,
  ) {
    const { trail, notices, noticesFor, measure } = this.#options;
    const { actor } = facts;
    const envelope = { actor: actor.userRef, at: facts.now };
    const change = apply(before?.change, events, envelope);
    const recorded = link(
      change.id,
      before?.chain ?? emptyChain,
      events,
      envelope,
    );
    const { sequence, hash } = recorded[recorded.length - 1];
    const after: ChangeRecord = {
      change,
      chain: { sequence, hash },
      parties: partiesOf(change, facts),
      nextReminderAt: nextReminderAt(change, facts),
    };
    const step = { before: before?.change, after: change, events, facts };
    const owed = noticesFor({ ...step, actor });
    const also = [
      ...trail.appending(knex, toChangeNumber(change.id)!, recorded),
      ...notices.enqueuing(knex, owed),
      ...measure(knex, step),
    ];
    return { change, facts, recorded, notices: owed, after, also, step };
  }

  /** Nothing happened, but what is owed, and by whom, may have changed with the catalog. */
  async #followCatalog(
    tx: Knex.Transaction,
    { change, ...before }: ChangeRecord,
    facts: Facts,
  ): Promise<void> {
    const { store } = this.#options;
    const number = toChangeNumber(change.id)!;
    const due = nextReminderAt(change, facts);
    if (due !== before.nextReminderAt) {
      await store.setNextReminder(tx, number, due);
    }
    const parties = partiesOf(change, facts);
    if (JSON.stringify(parties) !== JSON.stringify(before.parties)) {
      await store.setParties(tx, number, before.parties, parties);
    }
  }

  async #tell(tx: Knex.Transaction, step: ChangeStep): Promise<(() => void)[]> {
    const afterwards: (() => void)[] = [];
    for (const listener of this.#options.listeners) {
      const then = await listener(tx, step);
      if (then) {
        afterwards.push(then);
      }
    }
    return [...afterwards, ...this.#following(step)];
  }

  #following(step: ChangeStep): (() => void)[] {
    return this.#options.followers.map(follower => () => follower(step));
  }
}
