import { Interval } from './recurrence';

/** The same times in order, with those that touch or overlap made one. */
export function merge(intervals: Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of [...intervals].sort(
    (a, b) => a.start - b.start,
  )) {
    const last = merged[merged.length - 1];
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      merged.push({ start, end });
    }
  }
  return merged;
}

/** The times that are in both; each of them in order and without overlaps, as {@link merge} gives them. */
export function intersect(a: Interval[], b: Interval[]): Interval[] {
  const both: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const start = Math.max(a[i].start, b[j].start);
    const end = Math.min(a[i].end, b[j].end);
    if (start < end) {
      both.push({ start, end });
    }
    if (a[i].end < b[j].end) {
      i++;
    } else {
      j++;
    }
  }
  return both;
}

/** What is left of the times once the others are taken away; both as {@link merge} gives them. */
export function subtract(from: Interval[], taken: Interval[]): Interval[] {
  return from.flatMap(({ start, end }) => {
    const left: Interval[] = [];
    let begin = start;
    for (const hole of taken) {
      if (hole.end <= begin || hole.start >= end) {
        continue;
      }
      if (hole.start > begin) {
        left.push({ start: begin, end: hole.start });
      }
      begin = Math.max(begin, hole.end);
    }
    return begin < end ? [...left, { start: begin, end }] : left;
  });
}

/** Times that only follow on each other do not overlap. */
export function overlap(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}
