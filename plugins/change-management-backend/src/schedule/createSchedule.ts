import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { Idempotency } from '../platform/Idempotency';
import { Schedule } from './Schedule';
import { SlotStore } from './SlotStore';
import { WindowService } from './WindowService';
import { WindowStore } from './WindowStore';

/** Slots, windows and freezes, and what records them. */
export function createSchedule(options: {
  database: Knex;
  trail: RecordTrail;
  idempotency: Idempotency;
  clock: () => Date;
}) {
  const { database, trail, idempotency, clock } = options;
  const slots = new SlotStore(database);
  const windows = new WindowStore(database);
  const schedule = new Schedule({ slots, windows, clock });
  /** What windows are made with; demo data makes them at other times. */
  const windowRoom = { windows, schedule, trail, idempotency };
  return {
    schedule,
    windowRoom,
    windowService: new WindowService({ ...windowRoom, clock }),
  };
}
