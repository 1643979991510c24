import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Change } from 'backstage-plugin-change-management-common';
import { NoticeService } from '../notices/NoticeService';
import { CauseFinder, Causes, Sought } from './CauseFinder';
import { CauseNotices } from './CauseNotices';
import { IncidentStore } from './IncidentStore';

/** Days after its recording for which it is looked for what caused an incident: until then a change may be rolled back for it. */
const LOOKED_FOR = 3;
const day = 86_400_000;
const atOnce = 200;
/** A change that is less likely is not kept as a suspect. */
const LEAST = 0.05;

/** What {@link Suspicions} is made from. */
export interface SuspicionsOptions {
  store: IncidentStore;
  /** By id, whoever looks. */
  getChanges(ids: string[]): Promise<(Change | undefined)[]>;
  finder: CauseFinder;
  causeNotices: CauseNotices;
  notices: NoticeService;
  scheduler: SchedulerService;
  logger: LoggerService;
  clock: () => Date;
}

/** What may have caused incidents, found anew while nobody has decided, and kept for lists and for the pages of changes. */
export class Suspicions {
  readonly #options: SuspicionsOptions;

  constructor(options: SuspicionsOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.scheduler.scheduleTask({
      id: 'watch-incidents',
      frequency: { minutes: 5 },
      timeout: { minutes: 5 },
      initialDelay: { seconds: 30 },
      fn: () => this.renewAll(),
    });
  }

  /** @throws ServiceUnavailableError when the catalog does not answer */
  find(incident: Sought): Promise<Causes> {
    return this.#options.finder.find(incident);
  }

  async changeOf(id: string): Promise<Change | undefined> {
    const [change] = await this.#options.getChanges([id]);
    return change;
  }

  /** Whatever comes of it, the incident stays recorded: the next round looks again. */
  async renew(id: string): Promise<void> {
    const { store, logger, causeNotices, notices } = this.#options;
    try {
      const incident = (await store.get(id))!;
      const { candidates } =
        incident.cause === 'open'
          ? await this.find(incident)
          : { candidates: [] };
      await store.writeSuspects(
        incident.id,
        candidates.filter(({ confidence }) => confidence >= LEAST),
        // What somebody has decided meanwhile is nothing to tell of any more.
        async (tx, now) =>
          now.cause === 'open' && causeNotices.tell(tx, now, candidates),
      );
      notices.deliverSoon();
    } catch (error) {
      logger.warn(
        `What caused ${id} could not be looked for. ${stringifyError(error)}`,
      );
    }
  }

  async renewAll(): Promise<void> {
    const { store, clock } = this.#options;
    const since = new Date(clock().getTime() - LOOKED_FOR * day);
    for (const { id } of await store.undecided(since.toISOString(), atOnce)) {
      await this.renew(id);
    }
  }
}
