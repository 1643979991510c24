import {
  gather,
  occurrencesBetween,
  Schedule as ScheduleView,
  ScheduleQuery,
  SCHEDULE_CHANGES,
  WindowOccurrence,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { tellSeen } from '../changes/seen';
import { Schedule } from '../schedule/Schedule';

/** What a span of time holds, for the eyes of one person. */
export class ScheduleReader {
  readonly #changes: ChangeReader;
  readonly #schedule: Schedule;
  readonly #clock: () => Date;

  constructor(options: {
    changes: ChangeReader;
    schedule: Schedule;
    clock: () => Date;
  }) {
    this.#changes = options.changes;
    this.#schedule = options.schedule;
    this.#clock = options.clock;
  }

  async read(caller: Caller, query: ScheduleQuery): Promise<ScheduleView> {
    const [{ found, truncated }, occurrences] = await Promise.all([
      this.#changes.listScheduled(caller, query, SCHEDULE_CHANGES),
      this.#occurrences(query),
    ]);
    const now = this.#clock().toISOString();
    const conflicts = gather(
      found.map(({ summary, conflicts: own }) => [summary.id, own]),
    );
    const sees = await this.#changes.seesAmong(
      caller,
      conflicts.flatMap(({ changeIds }) => changeIds),
    );
    return {
      changes: found.map(({ summary }) => ({
        ...summary,
        overrun:
          summary.state === 'implementation' &&
          summary.plannedEnd !== undefined &&
          summary.plannedEnd < now,
      })),
      windows: occurrences.filter(({ kind }) => kind === 'maintenance'),
      freezes: occurrences.filter(({ kind }) => kind === 'freeze'),
      conflicts: tellSeen(conflicts, sees),
      truncated,
    };
  }

  /** Drafts are shown as such: people plan around what is to come. */
  async #occurrences({ from, to }: ScheduleQuery): Promise<WindowOccurrence[]> {
    const span = { start: Date.parse(from), end: Date.parse(to) };
    const windows = await this.#schedule.notRetired();
    return windows.flatMap(window =>
      occurrencesBetween(window, span).map(({ start, end }) => ({
        windowId: window.id,
        kind: window.kind,
        status: window.status,
        title: window.title,
        reason: window.reason,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
      })),
    );
  }
}
