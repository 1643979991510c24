import { NotFoundError } from '@backstage/errors';
import {
  AnyCommand,
  BindingWindow,
  CatalogFacts,
  Change,
  EntityFacts,
  holdsSlot,
  plannedSlot,
  ScheduleFacts,
  ScheduleWindow,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { farthest, HeldSlot, Move, SlotStore, Span } from './SlotStore';
import { WindowStore } from './WindowStore';

export type { HeldSlot, Move };

/** A change before and after a step, with what the catalog said of its entities. */
export interface ScheduledStep {
  before?: Change;
  after: Change;
  facts: {
    entities: Record<string, EntityFacts>;
    schedule?: ScheduleFacts;
  };
}

const minute = 60_000;
const nothingPlanned = { others: [], windows: [] };

function spanOf(times: (string | null | undefined)[]): Span | undefined {
  const known = times.filter((time): time is string => Boolean(time)).sort();
  return known.length
    ? { start: known[0], end: known[known.length - 1] }
    : undefined;
}

/** The times that a command is about, besides those that its change has already; `now` in milliseconds. */
function timesAskedBy(
  command: AnyCommand,
  now: number,
): (string | null | undefined)[] {
  switch (command.type) {
    case 'schedule':
      return [command.plannedStart, command.plannedEnd];
    case 'edit':
      return [command.patch.plannedStart, command.patch.plannedEnd];
    case 'start':
      return [new Date(now), new Date(now + minute)].map(time =>
        time.toISOString(),
      );
    default:
      return [];
  }
}

/** What decides which slot a change holds; the facts of its entities follow the catalog by themselves. */
function holdingOf(change: Change | undefined): string | undefined {
  if (!change || !holdsSlot(change)) {
    return undefined;
  }
  const { state, type, implementer, affectedEntities, impact } = change;
  const { plannedStart, plannedEnd, actualStart } = change;
  return JSON.stringify([
    state === 'implementation',
    ...[type, implementer, affectedEntities],
    ...[plannedStart, plannedEnd, actualStart],
    impact.indirect.map(({ entityRef, via }) => [entityRef, via]),
  ]);
}

/**
 * Who holds what from when to when, and the windows and freezes around it. Changes write their slots in their own
 * transactions; what these mean for others is looked at afterwards, by whoever listens to {@link Schedule.onMoved}.
 */
export class Schedule {
  readonly #slots: SlotStore;
  readonly #windows: WindowStore;
  readonly #clock: () => Date;
  #listener: () => void = () => {};

  constructor(options: {
    slots: SlotStore;
    windows: WindowStore;
    clock: () => Date;
  }) {
    this.#slots = options.slots;
    this.#windows = options.windows;
    this.#clock = options.clock;
  }

  /** What stands around a span. */
  async around(
    span: Span | undefined,
    catalog: CatalogFacts,
    knex?: Knex,
  ): Promise<ScheduleFacts> {
    if (!span) {
      return { ...catalog, ...nothingPlanned };
    }
    // One after the other: a transaction has one connection.
    const held = await this.#slots.around(span, knex);
    const windows = await this.#windows.inForce(knex);
    return { ...catalog, others: held.map(({ slot }) => slot), windows };
  }

  /** What a command on a change has to know, read in its transaction; nobody else agrees to a time meanwhile. */
  async factsFor(
    tx: Knex.Transaction,
    change: Change,
    command: AnyCommand,
    catalog: CatalogFacts,
  ): Promise<ScheduleFacts> {
    if (command.type === 'schedule' || command.type === 'start') {
      await this.#slots.lock(tx);
    }
    const { plannedStart, plannedEnd, actualStart } = change;
    const now = this.#clock().getTime();
    const span = spanOf([
      ...[plannedStart, plannedEnd, actualStart],
      ...timesAskedBy(command, now),
    ]);
    return this.around(span, catalog, tx);
  }

  /** Slots that touch the span, and all that are being carried out; without a span, all there are. */
  async held(span?: Span): Promise<HeldSlot[]> {
    return span ? this.#slots.around(span) : this.#slots.all();
  }

  /** The windows and freezes that bind. */
  async inForce(): Promise<BindingWindow[]> {
    return this.#windows.inForce();
  }

  /** Those in force, and the drafts. */
  async notRetired(): Promise<ScheduleWindow[]> {
    return this.#windows.notRetired();
  }

  /** @throws NotFoundError when there is none with this id */
  async getWindow(id: string): Promise<ScheduleWindow> {
    const window = await this.#windows.get(id);
    if (!window) {
      throw new NotFoundError(`There is no window or freeze ${id}.`);
    }
    return window;
  }

  /** What has moved and has not been looked at, the earliest first. */
  async moves(limit: number): Promise<Move[]> {
    return this.#slots.moves(limit);
  }

  /** These have been looked at. */
  async forget(moves: Move[]): Promise<void> {
    await this.#slots.forget(moves);
  }

  /** Writes the slot that a change holds after a step, in the transaction of that step. */
  onChange = async (
    tx: Knex.Transaction,
    { before, after, facts }: ScheduledStep,
  ): Promise<(() => void) | undefined> => {
    if (holdingOf(before) === holdingOf(after)) {
      if (before && before.conflicts !== after.conflicts) {
        await this.#slots.setConflicts(tx, after.id, after.conflicts);
      }
      return this.#refresh(tx, after, facts);
    }
    const { entities, schedule } = facts;
    const slotIn = (change: Change | undefined) =>
      change && holdsSlot(change)
        ? plannedSlot(change, entities, schedule ?? { memberOf: {} })
        : undefined;
    const held = slotIn(before);
    const slot = slotIn(after);
    if (slot) {
      await this.#slots.put(tx, slot, after.conflicts);
    } else if (held) {
      await this.#slots.remove(tx, after.id);
    }
    const moved = [held, slot].flatMap(one => (one ? [one] : []));
    if (moved.length === 0) {
      return undefined;
    }
    await this.#slots.note(tx, moved);
    return () => this.moved();
  };

  /** The catalog may say otherwise of its entities than when the slot was written; or it is older than the schedule. */
  async #refresh(
    tx: Knex.Transaction,
    change: Change,
    { entities, schedule }: ScheduledStep['facts'],
  ): Promise<(() => void) | undefined> {
    const slot =
      schedule && holdsSlot(change)
        ? plannedSlot(change, entities, schedule)
        : undefined;
    if (!slot || (await this.#slots.has(tx, slot))) {
      return undefined;
    }
    await this.#slots.put(tx, slot, change.conflicts);
    await this.#slots.note(tx, [slot]);
    return () => this.moved();
  }

  /** Notes that every slot has to be looked at. */
  async noteAll(tx: Knex.Transaction): Promise<void> {
    await this.#slots.note(tx, [
      { start: '2000-01-01T00:00:00.000Z', end: farthest },
    ]);
  }

  /** Tells that what was noted has been committed. */
  moved(): void {
    this.#listener();
  }

  onMoved(listener: () => void): void {
    this.#listener = listener;
  }
}
