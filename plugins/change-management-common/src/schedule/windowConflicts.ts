import { Conflict } from '../contract/change';
import { intersect, merge } from './intervals';
import { nameOf } from './names';
import { Interval, occurrencesBetween } from './recurrence';
import { covering } from './scope';
import { BindingWindow, ScopedEntity, Slot } from './types';

/** Windows of a span of time; each is expanded, and matched with an entity, once however many slots ask. */
export class WindowBook {
  readonly #windows: BindingWindow[];
  readonly #span: Interval;
  readonly #times = new Map<string, Interval[]>();
  readonly #covering = new Map<string, BindingWindow[]>();

  constructor(windows: BindingWindow[], span: Interval) {
    this.#windows = windows;
    this.#span = span;
  }

  /** Every time at which the window is open within the span, in order. */
  timesOf(window: BindingWindow): Interval[] {
    let times = this.#times.get(window.id);
    if (!times) {
      times = merge(occurrencesBetween(window, this.#span));
      this.#times.set(window.id, times);
    }
    return times;
  }

  /** Windows or freezes that are about the entity. */
  covering(entity: ScopedEntity, kind: BindingWindow['kind']): BindingWindow[] {
    const { entityRef } = entity;
    let windows = this.#covering.get(entityRef);
    if (!windows) {
      windows = covering(this.#windows, entity);
      this.#covering.set(entityRef, windows);
    }
    return windows.filter(window => window.kind === kind);
  }
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}

function titles(windows: BindingWindow[]): string {
  return windows.map(({ title }) => `“${title}”`).join(' or ');
}

/** Each freeze that the slot touches, once however many of its entities are frozen. */
function freezesOf(slot: Slot, time: Interval, book: WindowBook): Conflict[] {
  const found = new Map<string, Conflict>();
  for (const entity of slot.entities) {
    for (const freeze of book.covering(entity, 'freeze')) {
      const [frozen] = intersect([time], book.timesOf(freeze));
      if (frozen && !found.has(freeze.id)) {
        found.set(freeze.id, {
          kind: 'in-freeze',
          text: `Falls into the freeze “${freeze.title}” of ${nameOf(
            entity.entityRef,
          )}.`,
          windowId: freeze.id,
          entityRef: entity.entityRef,
          start: iso(frozen.start),
          end: iso(frozen.end),
        });
      }
    }
  }
  return [...found.values()];
}

/** An entity without maintenance windows may be changed at any time; one that has some, only inside of one. */
function missedBy(
  entity: ScopedEntity,
  time: Interval,
  book: WindowBook,
): Conflict[] {
  const windows = book.covering(entity, 'maintenance');
  if (windows.length === 0) {
    return [];
  }
  const open = merge(windows.flatMap(window => book.timesOf(window)));
  const inside = intersect([time], open);
  if (inside.some(i => i.start === time.start && i.end === time.end)) {
    return [];
  }
  const name = nameOf(entity.entityRef);
  return [
    {
      kind: inside.length ? 'exceeds-window' : 'misses-window',
      text: `${
        inside.length ? 'Exceeds' : 'Misses'
      } the maintenance window of ${name}: ${titles(windows)}.`,
      windowId: windows[0].id,
      entityRef: entity.entityRef,
      start: iso(time.start),
      end: iso(time.end),
    },
  ];
}

/** How a slot stands against the windows and freezes of its entities; an emergency is bound by none (policy §5). */
export function findWindowConflicts(slot: Slot, book: WindowBook): Conflict[] {
  if (slot.type === 'emergency') {
    return [];
  }
  const time = { start: Date.parse(slot.start), end: Date.parse(slot.end) };
  return [
    ...freezesOf(slot, time, book),
    ...slot.entities.flatMap(entity => missedBy(entity, time, book)),
  ];
}
