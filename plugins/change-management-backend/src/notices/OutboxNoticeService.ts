import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { Notice, NoticeService } from './NoticeService';
import { ClaimedNotice, NoticeStore } from './NoticeStore';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
/** Milliseconds within which an attempt ends, or is given up for dead by others. */
export const LEASE = 30 * SECOND;
/** Milliseconds after which a send that does not answer has failed; well within the lease. */
export const SEND_WITHIN = 20 * SECOND;
/** Notices taken on, and sent side by side, at once. */
export const BATCH = 10;

/** Milliseconds after a commit until its notices leave: those of a busy moment go together, and nobody notices. */
const SOON = 100;

/** Milliseconds to wait after a failed attempt: 10 s, 20 s, 40 s … a day. */
export function backOff(attempt: number): number {
  return Math.min(10 * SECOND * 2 ** (attempt - 1), DAY);
}

/**
 * Notices through an outbox and Backstage's notifications: at least once each, and once for the eye, as the notification's
 * scope names the notice, which makes a second delivery an update of the first.
 */
export class OutboxNoticeService implements NoticeService {
  readonly #store: NoticeStore;
  readonly #notifications: NotificationService;
  readonly #scheduler: SchedulerService;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #soon: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #failing = false;
  #stopped = false;

  constructor(options: {
    store: NoticeStore;
    notifications: NotificationService;
    scheduler: SchedulerService;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#notifications = options.notifications;
    this.#scheduler = options.scheduler;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  async enqueue(tx: Knex.Transaction, notices: Notice[]): Promise<void> {
    await this.#store.insert(tx, notices, this.#now());
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
    let found: number;
    do {
      this.#again = false;
      found = await this.#deliverBatch();
    } while (found === BATCH || this.#again);
  }

  async #deliverBatch(): Promise<number> {
    const now = this.#now();
    const leaseEnds = new Date(now.getTime() + LEASE);
    const notices = await this.#store.claim(BATCH, now, leaseEnds);
    const delivered = await Promise.all(
      notices.map(
        async notice => (await this.#deliverOne(notice)) && notice.id,
      ),
    );
    const ids = delivered.filter(id => id !== false);
    if (ids.length) {
      await this.#store.markDelivered(ids, this.#now());
    }
    return notices.length;
  }

  /** @returns whether it arrived; a failure is noted with the notice */
  async #deliverOne(notice: ClaimedNotice): Promise<boolean> {
    try {
      await this.#send(notice);
    } catch (error) {
      const wait = backOff(notice.attempt);
      const next = new Date(this.#now().getTime() + wait);
      await this.#store.markFailed(notice, stringifyError(error), next);
      if (!this.#failing) {
        this.#failing = true;
        this.#logger.warn(
          `Notices cannot be delivered at present; each is kept and tried again: ${stringifyError(
            error,
          )}`,
        );
      }
      return false;
    }
    if (this.#failing) {
      this.#failing = false;
      this.#logger.info('Notices are delivered again');
    }
    return true;
  }

  async #send(notice: ClaimedNotice): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error('Notifications did not answer in time')),
        SEND_WITHIN,
      );
    });
    const sent = this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: notice.recipients,
        excludeEntityRef: notice.excluded,
      },
      payload: {
        title: notice.title,
        description: notice.description,
        link: notice.link,
        severity: notice.severity,
        topic: notice.kind,
        scope: `change-notice:${notice.id}`,
      },
    });
    try {
      await Promise.race([sent, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}
