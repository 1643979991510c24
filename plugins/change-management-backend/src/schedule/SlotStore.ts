import {
  Change,
  Conflict,
  Slot,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { takeTurns } from '../platform/database';

/** From when to when (ISO 8601, UTC). */
export interface Span {
  start: string;
  end: string;
}

/** A slot, and what its change says it collides with. */
export interface HeldSlot {
  slot: Slot;
  conflicts: Conflict[];
}

/** A span of the schedule in which something has moved. */
export interface Move extends Span {
  position: number;
}

/** What a span that has no end in sight ends with. */
export const farthest = '2100-01-01T00:00:00.000Z';

/** Slots in the table `schedule_slots`, and what has moved among them in `schedule_moves`. */
export class SlotStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Nobody else agrees to a time, or starts, until the transaction has ended. */
  async lock(tx: Knex.Transaction): Promise<void> {
    await takeTurns(tx, 'change-management schedule');
  }

  /** Slots that touch the span, and all that are being carried out. */
  async around({ start, end }: Span, knex: Knex = this.#database) {
    const rows = await knex('schedule_slots')
      .where(held => held.where('ends_at', '>', start).orWhere('running', true))
      .where('starts_at', '<', end)
      .select('slot', 'conflicts');
    return rows.map(
      (row): HeldSlot => ({
        slot: JSON.parse(row.slot),
        conflicts: JSON.parse(row.conflicts),
      }),
    );
  }

  async all(): Promise<HeldSlot[]> {
    return this.around({ start: '2000-01-01T00:00:00.000Z', end: farthest });
  }

  /** Whether this very slot is stored. */
  async has(tx: Knex.Transaction, slot: Slot): Promise<boolean> {
    const row = await tx('schedule_slots')
      .where({ change_id: slot.changeId })
      .first('slot');
    return row?.slot === JSON.stringify(slot);
  }

  async put(
    tx: Knex,
    slot: Slot,
    conflicts: Change['conflicts'],
  ): Promise<void> {
    await tx('schedule_slots')
      .insert({
        change_id: slot.changeId,
        starts_at: slot.start,
        ends_at: slot.end,
        running: slot.running,
        slot: JSON.stringify(slot),
        conflicts: JSON.stringify(conflicts),
      })
      .onConflict('change_id')
      .merge();
  }

  async setConflicts(
    tx: Knex.Transaction,
    changeId: string,
    conflicts: Change['conflicts'],
  ): Promise<void> {
    await tx('schedule_slots')
      .where({ change_id: changeId })
      .update({ conflicts: JSON.stringify(conflicts) });
  }

  async remove(tx: Knex.Transaction, changeId: string): Promise<void> {
    await tx('schedule_slots').where({ change_id: changeId }).delete();
  }

  /** Notes that something has moved in these spans. */
  async note(knex: Knex, spans: Span[]): Promise<void> {
    await knex('schedule_moves').insert(
      spans.map(({ start, end }) => ({ starts_at: start, ends_at: end })),
    );
  }

  /** What has moved and has not been looked at, the earliest first. */
  async moves(limit: number): Promise<Move[]> {
    const rows = await this.#database('schedule_moves')
      .orderBy('position')
      .limit(limit);
    return rows.map(row => ({
      position: Number(row.position),
      start: new Date(row.starts_at).toISOString(),
      end: new Date(row.ends_at).toISOString(),
    }));
  }

  async forget(moves: Move[]): Promise<void> {
    await this.#database('schedule_moves')
      .whereIn(
        'position',
        moves.map(({ position }) => position),
      )
      .delete();
  }
}
