import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { findAllConflicts } from 'backstage-plugin-change-management-common';
import { bySystem, ChangeService } from '../changes/ChangeService';
import { FactGatherer } from '../changes/FactGatherer';
import { OpenChanges } from '../changes/OpenChanges';
import { HeldSlot, Move, Schedule } from '../schedule/Schedule';

/** What {@link ScheduleWatch} is made from. */
export interface ScheduleWatchOptions {
  changes: ChangeService;
  open: OpenChanges;
  gatherer: FactGatherer;
  schedule: Schedule;
  scheduler: SchedulerService;
  logger: LoggerService;
  clock: () => Date;
}

const movesAtOnce = 500;
const changesAtOnce = 50;
/** Milliseconds after a commit: what moves together is looked at together. */
const soon = 50;

/**
 * Looks what it means for others when a change, a window or the catalog has moved: each change that now collides otherwise
 * than it says is told so through the one door, which writes it down, holds it where a freeze has come over it, and tells
 * its people. What several processes do at once they do twice, and the second finds nothing left to do.
 */
export class ScheduleWatch {
  readonly #options: ScheduleWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(options: ScheduleWatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { scheduler, schedule } = this.#options;
    schedule.onMoved(() => this.#lookSoon());
    await scheduler.scheduleTask({
      id: 'look-at-schedule',
      frequency: { minutes: 1 },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 20 },
      fn: () => this.look(),
    });
    await scheduler.scheduleTask({
      id: 'compare-schedule-with-catalog',
      frequency: { minutes: 15 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 1 },
      fn: signal => this.refresh(signal),
    });
  }

  /** Looks at everything that has moved, and at what runs late; one look at a time in a process. */
  look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#round = this.#round.catch(() => {}).then(() => this.#look());
    return this.#round;
  }

  /** Has the slots of open changes follow what the catalog says of their entities. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const { open, gatherer, schedule } = this.#options;
    const stored = new Map(
      (await schedule.held()).map(({ slot }) => [
        slot.changeId,
        JSON.stringify(slot),
      ]),
    );
    for await (const changes of open.inBatches(changesAtOnce)) {
      if (signal?.aborted) {
        return;
      }
      for (const { change, slot } of await gatherer.slotsOf(changes)) {
        if (slot && stored.get(change.id) !== JSON.stringify(slot)) {
          await this.#check(change.id);
        }
      }
    }
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.look().catch(error =>
        this.#options.logger.error('Could not look at the schedule', error),
      );
    }, soon).unref();
  }

  async #look(): Promise<void> {
    const { schedule } = this.#options;
    let moves: Move[];
    do {
      moves = await schedule.moves(movesAtOnce);
      const held = await this.#touchedBy(moves);
      for (const id of await this.#changed(held)) {
        await this.#check(id);
      }
      if (moves.length) {
        await schedule.forget(moves);
      }
    } while (moves.length === movesAtOnce);
  }

  /** Slots in the spans in which something has moved; what runs late moves all the time. */
  async #touchedBy(moves: Move[]): Promise<HeldSlot[]> {
    const now = this.#options.clock().toISOString();
    const spans = [...moves, { start: now, end: now }];
    const start = spans.map(span => span.start).sort()[0];
    const end = spans.map(span => span.end).sort()[spans.length - 1];
    return this.#options.schedule.held({ start, end });
  }

  /** Ids of the changes that collide otherwise than they say; the whole span is compared in one sweep. */
  async #changed(held: HeldSlot[]): Promise<string[]> {
    if (held.length === 0) {
      return [];
    }
    const { schedule, clock } = this.#options;
    const now = clock().toISOString();
    const start = held.map(({ slot }) => slot.start).sort()[0];
    const end = held.map(({ slot }) => slot.end).sort()[held.length - 1];
    const around = await schedule.held({ start, end });
    const found = findAllConflicts(
      around.map(({ slot }) => slot),
      await schedule.inForce(),
      now,
    );
    return held
      .filter(
        ({ slot, conflicts }) =>
          JSON.stringify(found.get(slot.changeId) ?? []) !==
          JSON.stringify(conflicts),
      )
      .map(({ slot }) => slot.changeId);
  }

  async #check(id: string): Promise<void> {
    const { changes, logger } = this.#options;
    try {
      await changes.execute(
        bySystem,
        id,
        { type: 'check-conflicts' },
        () => undefined,
      );
    } catch (error) {
      logger.warn(`Could not check-conflicts ${id}: ${stringifyError(error)}`);
    }
  }
}
