import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ClientContactResolver } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { Bundles } from './Bundles';
import { Channel, inTimeToSend } from './Channel';
import { askResolvers } from './contacts';
import { Notice, NoticeService } from './NoticeService';
import { ClaimedNotice, NoticeStore } from './NoticeStore';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
/** Milliseconds within which an attempt ends, or is given up for dead by others. */
export const LEASE = 30 * SECOND;
/** Notices taken on, and sent side by side, at once by one channel. */
export const BATCH = 50;

/** Milliseconds after a commit until its notices leave: those of a busy moment go together, and nobody notices. */
const SOON = 200;

/** Milliseconds to wait after a failed attempt: 10 s, 20 s, 40 s … a day. */
export function backOff(attempt: number): number {
  return Math.min(10 * SECOND * 2 ** (attempt - 1), DAY);
}

/**
 * Notices through an outbox and channels: by each at least once, under the same id, and by each for itself, so that one that
 * is down holds no other one up.
 */
export class OutboxNoticeService implements NoticeService {
  readonly #store: NoticeStore;
  readonly #bundles: Bundles;
  readonly #channels: Channel[];
  readonly #resolvers: ClientContactResolver[];
  readonly #scheduler: SchedulerService;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #failing = new Set<string>();
  #soon: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: {
    store: NoticeStore;
    bundles: Bundles;
    channels: Channel[];
    resolvers?: ClientContactResolver[];
    scheduler: SchedulerService;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#bundles = options.bundles;
    this.#channels = options.channels;
    this.#resolvers = options.resolvers ?? [];
    this.#scheduler = options.scheduler;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  async enqueue(tx: Knex.Transaction, notices: Notice[]): Promise<void> {
    await this.#store.insert(tx, notices, this.#channelsOf, this.#now());
  }

  enqueuing(knex: Knex, notices: Notice[]): Knex.QueryBuilder[] {
    return this.#store.inserting(knex, notices, this.#channelsOf, this.#now());
  }

  deliverSoon(): void {
    if (this.#stopped) {
      return;
    }
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.deliver().catch(error =>
        this.#logger.error('Could not look for notices to deliver', error),
      );
    }, SOON).unref();
  }

  async start(): Promise<void> {
    await this.#scheduler.scheduleTask({
      id: 'deliver-notices',
      frequency: { seconds: 10 },
      timeout: { minutes: 5 },
      // Every replica looks for itself: leases keep them apart, and none waits for one that has died.
      scope: 'local',
      fn: () => this.deliver(),
    });
  }

  /** Begins nothing more by itself, and waits until what is under way has ended; the rest is for others, or for later. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#soon);
    await this.#round?.catch(() => {});
  }

  /** Delivers all that is due. Calls during a round share one more round after it. */
  deliver(): Promise<void> {
    if (this.#round) {
      this.#again = true;
      return this.#round;
    }
    this.#round = this.#deliverRounds().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #deliverRounds(): Promise<void> {
    do {
      this.#again = false;
      await this.#bundles.collect(this.#channelsOf, this.#now());
      await Promise.all(
        this.#channels.map(channel => this.#deliverBy(channel)),
      );
    } while (this.#again);
  }

  #channelsOf = (notice: Notice) =>
    this.#channels
      .filter(channel => channel.takes(notice))
      .map(({ name }) => name);

  async #deliverBy(channel: Channel): Promise<void> {
    let found: number;
    do {
      const now = this.#now();
      const leaseEnds = new Date(now.getTime() + LEASE);
      const { name } = channel;
      const notices = await this.#store.claim(name, BATCH, now, leaseEnds);
      const delivered = await Promise.all(
        notices.map(
          async notice =>
            (await this.#deliverOne(channel, notice)) && notice.id,
        ),
      );
      const ids = delivered.filter(id => id !== false);
      if (ids.length) {
        await this.#store.markDelivered(name, ids, this.#now());
      }
      found = notices.length;
    } while (found === BATCH);
  }

  /** @returns whether it arrived; a failure is noted with the delivery */
  async #deliverOne(channel: Channel, notice: ClaimedNotice): Promise<boolean> {
    const { name } = channel;
    try {
      await inTimeToSend(name, this.#send(channel, notice));
    } catch (error) {
      const wait = backOff(notice.attempt);
      const next = new Date(this.#now().getTime() + wait);
      await this.#store.markFailed(name, notice, stringifyError(error), next);
      if (!this.#failing.has(name)) {
        this.#failing.add(name);
        this.#logger.warn(
          `Notices cannot be delivered by ${name} at present; each is kept and tried again: ${stringifyError(
            error,
          )}`,
        );
      }
      return false;
    }
    if (this.#failing.delete(name)) {
      this.#logger.info(`Notices are delivered by ${name} again`);
    }
    return true;
  }

  async #send(channel: Channel, notice: ClaimedNotice): Promise<void> {
    const { attempt } = notice;
    const complete = notice.contactsOpen
      ? {
          ...(await this.#store.addContacts(
            notice,
            await askResolvers(this.#resolvers, notice.about),
          )),
          attempt,
        }
      : notice;
    if (complete.recipients.length + complete.addresses.length > 0) {
      await channel.send(complete);
    }
  }
}
