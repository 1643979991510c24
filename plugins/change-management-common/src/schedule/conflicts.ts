import { Conflict, conflictKinds } from '../contract/change';
import { overlap } from './intervals';
import { nameOf, wayInWords } from './names';
import { Interval } from './recurrence';
import { BindingWindow, Slot } from './types';
import { findWindowConflicts, WindowBook } from './windowConflicts';

/** A slot with what every comparison needs of it. */
interface Held {
  slot: Slot;
  /** When it holds what it touches: what still runs has not let go, however long ago it should have. */
  time: Interval;
  direct: string[];
  reach: Map<string, string[]>;
}

function hold(slot: Slot, now: number): Held {
  const start = Date.parse(slot.start);
  const end = Date.parse(slot.end);
  return {
    slot,
    time: { start, end: slot.running ? Math.max(end, now) : end },
    direct: slot.entities.map(({ entityRef }) => entityRef),
    reach: new Map(slot.reach.map(({ entityRef, via }) => [entityRef, via])),
  };
}

function byLength(a: string[], b: string[]): number {
  return a.length - b.length || (a.join() < b.join() ? -1 : 1);
}

/** The shortest way from what one of them touches to what the other touches, if the catalog knows any. */
function wayBetween(a: Held, b: Held): string[] | undefined {
  const same = a.direct.filter(ref => b.direct.includes(ref)).sort();
  if (same.length) {
    return [same[0]];
  }
  return [
    ...b.direct.flatMap(ref => [a.reach.get(ref) ?? []]),
    ...a.direct.flatMap(ref => [b.reach.get(ref) ?? []]),
  ]
    .filter(via => via.length)
    .sort(byLength)[0];
}

/** When they meet, as far as it is known: nobody knows when what is running will end. */
function meeting(a: Held, b: Held): Pick<Conflict, 'start' | 'end'> {
  const ends = [a, b].map(({ slot, time }) =>
    slot.running ? Infinity : time.end,
  );
  const end = Math.min(...ends);
  const planned = [a, b].map(({ slot }) => Date.parse(slot.end));
  return {
    start: new Date(Math.max(a.time.start, b.time.start)).toISOString(),
    end: new Date(
      Number.isFinite(end) ? end : Math.max(...planned),
    ).toISOString(),
  };
}

/** How `other` stands in the way of `held`; the other way round it is the same with the names exchanged. */
function collide(held: Held, other: Held): Conflict[] {
  const time = meeting(held, other);
  const { changeId, implementer, running } = other.slot;
  const named = running ? `${changeId}, which is being carried out,` : changeId;
  const about = { changeId, ...(running && { running }), ...time };
  const via = wayBetween(held, other);
  const found: Conflict[] = [];
  if (via) {
    found.push({
      kind: 'overlap',
      text:
        via.length === 1
          ? `Overlaps ${named} on ${nameOf(via[0])}.`
          : `Overlaps ${named} through ${wayInWords(via)}.`,
      via,
      ...about,
    });
  }
  // The members of a group can share the work; one person cannot.
  if (
    implementer === held.slot.implementer &&
    implementer.startsWith('user:')
  ) {
    found.push({
      kind: 'same-implementer',
      text: `Has the same implementer as ${named} at the same time: ${nameOf(
        implementer,
      )}.`,
      ...about,
    });
  }
  return found;
}

function inOrder(conflicts: Conflict[]): Conflict[] {
  const rank = ({ kind, start, changeId, windowId, entityRef }: Conflict) =>
    [conflictKinds.indexOf(kind), start, changeId, windowId, entityRef].join(
      ' ',
    );
  return conflicts.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function spanOf(all: Held[]): Interval {
  return {
    start: Math.min(...all.map(({ time }) => time.start)),
    end: Math.max(...all.map(({ time }) => time.end)),
  };
}

/** What one slot collides with; `now` is ISO 8601, UTC. */
export function findConflicts(
  slot: Slot,
  others: Slot[],
  windows: BindingWindow[],
  now: string,
): Conflict[] {
  const millis = Date.parse(now);
  const held = hold(slot, millis);
  return inOrder([
    ...findWindowConflicts(slot, new WindowBook(windows, spanOf([held]))),
    ...others
      .filter(({ changeId }) => changeId !== slot.changeId)
      .map(other => hold(other, millis))
      .filter(other => overlap(held.time, other.time))
      .flatMap(other => collide(held, other)),
  ]);
}

/**
 * What every slot collides with, by id of its change, in one sweep over time: only those that are held at once are
 * compared.
 */
export function findAllConflicts(
  slots: Slot[],
  windows: BindingWindow[],
  now: string,
): Map<string, Conflict[]> {
  const all = slots
    .map(slot => hold(slot, Date.parse(now)))
    .sort((a, b) => a.time.start - b.time.start);
  const found = new Map(
    all.map(({ slot }) => [slot.changeId, [] as Conflict[]]),
  );
  if (all.length === 0) {
    return found;
  }
  const book = new WindowBook(windows, spanOf(all));
  let open: Held[] = [];
  for (const held of all) {
    open = open.filter(({ time }) => time.end > held.time.start);
    const own = found.get(held.slot.changeId)!;
    own.push(...findWindowConflicts(held.slot, book));
    for (const other of open) {
      if (overlap(held.time, other.time)) {
        own.push(...collide(held, other));
        found.get(other.slot.changeId)!.push(...collide(other, held));
      }
    }
    open.push(held);
  }
  found.forEach(inOrder);
  return found;
}
