import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import {
  Change,
  findDrift,
  Impact,
  SystemCommand,
} from 'backstage-plugin-change-management-common';
import { bySystem, ChangeService } from '../changes/ChangeService';
import { FactGatherer } from '../changes/FactGatherer';
import { OpenChanges, Place } from '../changes/OpenChanges';

/** Changes read at once; with all that they reach they fit into what is remembered of the catalog. */
const BATCH = 20;

/** Whether somebody no longer owns what is touched; that is no drift, as nobody new has to be asked. */
function hasLostOwner(before: Impact, after: Impact): boolean {
  return before.direct.some(({ entityRef, owners }) => {
    const now = after.direct.find(entity => entity.entityRef === entityRef);
    return owners.some(owner => !now?.owners.includes(owner));
  });
}

/** What {@link Watch} is made from. */
export interface WatchOptions {
  changes: ChangeService;
  open: OpenChanges;
  gatherer: FactGatherer;
  scheduler: SchedulerService;
  logger: LoggerService;
  clock: () => Date;
  /** Minutes between two looks at the catalog. */
  everyMinutes: number;
}

/**
 * Looks after open changes: reminds people of what they owe, and notices when the catalog is no longer what approvers saw.
 * Each task runs in one process at a time. Where two run at once all the same, the change's lock keeps them apart: the
 * second finds nothing left to do.
 */
export class Watch {
  readonly #options: WatchOptions;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { scheduler, everyMinutes } = this.#options;
    await scheduler.scheduleTask({
      id: 'remind-of-obligations',
      frequency: { minutes: 1 },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 30 },
      fn: signal => this.remind(signal),
    });
    await scheduler.scheduleTask({
      id: 'watch-catalog',
      frequency: { minutes: everyMinutes },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 1 },
      fn: signal => this.lookAtCatalog(signal),
    });
  }

  /** Reminds of everything that is due; what fails is due again the next time. */
  async remind(signal?: AbortSignal): Promise<void> {
    const { open, clock } = this.#options;
    const now = clock().toISOString();
    let after: Place | undefined;
    do {
      const { ids, last } = await open.due(now, BATCH, after);
      for (const id of ids) {
        await this.#try(id, { type: 'remind' });
      }
      after = ids.length === BATCH ? last : undefined;
    } while (after && !signal?.aborted);
  }

  /** Has every drift recorded, and those who no longer own anything of a change no longer waited for. */
  async lookAtCatalog(signal?: AbortSignal): Promise<void> {
    const { open, logger } = this.#options;
    for await (const changes of open.inBatches(BATCH)) {
      if (signal?.aborted) {
        return;
      }
      try {
        for (const { id } of await this.#outdated(changes)) {
          await this.#try(id, { type: 'check-drift' });
        }
      } catch (error) {
        const ids = changes.map(({ id }) => id).join(', ');
        logger.warn(
          `Could not compare ${ids} with the catalog: ${stringifyError(error)}`,
        );
        if (isError(error) && error.name === 'ServiceUnavailableError') {
          return;
        }
      }
    }
  }

  async #outdated(changes: Change[]): Promise<Change[]> {
    const found = await this.#options.gatherer.impactsOf(changes);
    return found
      .filter(
        ({ change, impact }) =>
          findDrift(change.impact, impact).length ||
          hasLostOwner(change.impact, impact),
      )
      .map(({ change }) => change);
  }

  async #try(id: string, command: SystemCommand): Promise<void> {
    const { changes, logger } = this.#options;
    try {
      await changes.execute(bySystem, id, command, () => undefined);
    } catch (error) {
      logger.warn(`Could not ${command.type} ${id}: ${stringifyError(error)}`);
    }
  }
}
