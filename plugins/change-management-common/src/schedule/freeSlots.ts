import { BindingWindow, ScopedEntity, Slot } from './types';
import { findConflicts } from './conflicts';
import { intersect, merge, subtract } from './intervals';
import { Interval } from './recurrence';
import { WindowBook } from './windowConflicts';

/** What a time is looked for: a slot without its time. */
export interface SlotWish {
  slot: Omit<Slot, 'start' | 'end'>;
  durationMinutes: number;
  /** Entities that are reached: their maintenance windows are kept as well, so that their owners agree. */
  reached: ScopedEntity[];
  /** Milliseconds since 1970 (UTC): not before, and over by. */
  span: Interval;
  limit: number;
}

const minute = 60_000;
/** People agree on times of the clock, not on odd minutes. */
const step = 15 * minute;

function roundUp(millis: number): number {
  return Math.ceil(millis / step) * step;
}

/** The times at which every entity with maintenance windows has one open, and none is frozen. */
function openTimes(
  entities: ScopedEntity[],
  frozen: ScopedEntity[],
  book: WindowBook,
  span: Interval,
): Interval[] {
  let open = [span];
  for (const entity of entities) {
    const windows = book.covering(entity, 'maintenance');
    if (windows.length) {
      open = intersect(
        open,
        merge(windows.flatMap(window => book.timesOf(window))),
      );
    }
  }
  const freezes = frozen.flatMap(entity => book.covering(entity, 'freeze'));
  return subtract(open, merge(freezes.flatMap(f => book.timesOf(f))));
}

/** The other changes that would collide with this one whenever they met it. */
function inTheWay(wish: SlotWish, others: Slot[], now: string): Slot[] {
  return others.filter(
    other =>
      findConflicts(
        { ...wish.slot, start: other.start, end: other.end },
        [other],
        [],
        now,
      ).length > 0,
  );
}

/**
 * The next times without any conflict, in order: inside the windows of all that the change touches or reaches, outside of
 * freezes, and clear of related changes. Each is checked by {@link findConflicts} before it is given.
 */
export function findFreeSlots(
  wish: SlotWish,
  others: Slot[],
  windows: BindingWindow[],
  now: string,
): { items: { start: string; end: string }[]; blocking: Slot[] } {
  const { slot, durationMinutes, reached, span, limit } = wish;
  const length = durationMinutes * minute;
  const book = new WindowBook(windows, span);
  const blocking = inTheWay(wish, others, now);
  const open = openTimes(
    [...slot.entities, ...reached],
    slot.entities,
    book,
    span,
  );
  const busy = blocking.map(({ start, end, running }) => ({
    start: Date.parse(start),
    end: running ? Math.max(Date.parse(end), Date.parse(now)) : Date.parse(end),
  }));
  const items: { start: string; end: string }[] = [];
  for (const free of subtract(open, merge(busy))) {
    for (
      let start = roundUp(free.start);
      start + length <= free.end && items.length < limit;
      start += Math.max(length, step)
    ) {
      const time = {
        start: new Date(start).toISOString(),
        end: new Date(start + length).toISOString(),
      };
      if (!findConflicts({ ...slot, ...time }, others, windows, now).length) {
        items.push(time);
      }
    }
    if (items.length === limit) {
      break;
    }
  }
  return { items, blocking };
}
