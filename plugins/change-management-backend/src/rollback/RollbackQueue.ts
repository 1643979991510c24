import { Knex } from 'knex';
import { isPostgres } from '../platform/database';

/** A step of a rollback that an executor is to carry out, or is carrying out. */
export interface DueStep {
  changeId: string;
  /** In the run, the first being 0. */
  step: number;
  attempt: number;
}

/** One that was taken on; `takenOn` counts from 1. */
export interface ClaimedStep extends DueStep {
  takenOn: number;
}

interface Row {
  change_id: string;
  step: number;
  attempt: number;
  taken_on: number;
  due_at: Date;
}

function keyOf({ changeId, step, attempt }: DueStep) {
  return { change_id: changeId, step, attempt };
}

/** Steps that wait for their executor. All times are given by the caller, so that one clock rules. */
export class RollbackQueue {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  async add(tx: Knex.Transaction, due: DueStep, now: Date): Promise<void> {
    await tx<Row>('rollback_executions').insert({
      ...keyOf(due),
      due_at: now,
    });
  }

  /** Takes one on that is due; nobody else does before `leaseEnds`. */
  async claim(now: Date, leaseEnds: Date): Promise<ClaimedStep | undefined> {
    return this.#client.transaction(async tx => {
      const due = tx<Row>('rollback_executions')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .first();
      if (isPostgres(this.#client)) {
        // SQLite has one writer, so nobody else can be in between.
        due.forUpdate().skipLocked();
      }
      const row = await due;
      if (!row) {
        return undefined;
      }
      const { change_id: changeId, step, attempt, taken_on } = row;
      const takenOn = taken_on + 1;
      await tx<Row>('rollback_executions')
        .where({ change_id: changeId, step, attempt })
        .update({ due_at: leaseEnds, taken_on: takenOn });
      return { changeId, step, attempt, takenOn };
    });
  }

  /** @returns whether it is still held by this claim */
  async extend(claimed: ClaimedStep, leaseEnds: Date): Promise<boolean> {
    const held = await this.#client<Row>('rollback_executions')
      .where({ ...keyOf(claimed), taken_on: claimed.takenOn })
      .update({ due_at: leaseEnds });
    return held > 0;
  }

  async remove(due: DueStep): Promise<void> {
    await this.#client<Row>('rollback_executions').where(keyOf(due)).delete();
  }
}
