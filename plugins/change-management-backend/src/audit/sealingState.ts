import { TrailSource } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';

/** Where sealing stands: the row of `audit_sealing`. */
export interface Sealing {
  /** Leaves of the log. */
  size: number;
  marks: Record<TrailSource, number>;
  nextMarks: Record<TrailSource, number>;
  nextAt?: number;
}

/** Reads where sealing stands. */
export async function readSealingState(knex: Knex): Promise<Sealing> {
  const row = await knex('audit_sealing').where({ id: 1 }).first();
  return {
    size: Number(row.tree_size),
    marks: { change: Number(row.change_mark), record: Number(row.record_mark) },
    nextMarks: {
      change: Number(row.next_change_mark),
      record: Number(row.next_record_mark),
    },
    ...(row.next_at !== null && { nextAt: Date.parse(toIsoTime(row.next_at)) }),
  };
}
