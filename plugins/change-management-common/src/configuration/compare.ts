import { diffArrays, formatPatch } from 'diff';

/** One place where two texts differ; its lines begin with a space, `-`, `+` or, about a missing line end, a backslash. */
export interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

/** What differs between two texts. */
export interface Comparison {
  added: number;
  removed: number;
  /** False where there are more differences than are looked for: what lies between the first and the last then counts as replaced. */
  exact: boolean;
  hunks: Hunk[];
}

/** Of lines that are in both texts so many out of order; past that, they are no longer told apart. A megabyte takes a third of a second. */
const EDITS_AT_MOST = 2_000;

const noLineEnd = '\\ No newline at end of file';

/** The lines of a text, each with its end. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function marked(mark: string, lines: string[]): string[] {
  return lines.flatMap(line =>
    line.endsWith('\n') ? [mark + line.slice(0, -1)] : [mark + line, noLineEnd],
  );
}

/** One hunk from the first difference to the last. */
function replaced(from: string[], to: string[], context: number): Hunk {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) {
    head += 1;
  }
  let tail = 0;
  while (
    tail < shorter - head &&
    from[from.length - 1 - tail] === to[to.length - 1 - tail]
  ) {
    tail += 1;
  }
  const start = Math.max(0, head - context);
  const oldEnd = from.length - tail;
  const newEnd = to.length - tail;
  const below = to.slice(newEnd, newEnd + context);
  return {
    oldStart: start + 1,
    oldLines: oldEnd - start + below.length,
    newStart: start + 1,
    newLines: newEnd - start + below.length,
    lines: [
      ...marked(' ', from.slice(start, head)),
      ...marked('-', from.slice(head, oldEnd)),
      ...marked('+', to.slice(head, newEnd)),
      ...marked(' ', below),
    ],
  };
}

/** Where in the one text there are lines that the other has, too. */
function shared(lines: string[], other: string[]): number[] {
  const known = new Set(other);
  return lines.flatMap((line, i) => (known.has(line) ? [i] : []));
}

/**
 * The lines that stay, by their places in both texts, as many as can; nothing where that would take too long. What only one
 * text has cannot stay, so that it costs nothing, however much it is.
 */
function staying(
  from: string[],
  to: string[],
): { old: number; now: number }[] | undefined {
  const old = shared(from, to);
  const now = shared(to, from);
  const parts = diffArrays(
    old.map(i => from[i]),
    now.map(i => to[i]),
    { maxEditLength: EDITS_AT_MOST },
  );
  let [i, j] = [0, 0];
  return parts?.flatMap(({ added, removed, count }) => {
    const pairs =
      added || removed
        ? []
        : Array.from({ length: count }, (_, n) => ({
            old: old[i + n],
            now: now[j + n],
          }));
    i += added ? 0 : count;
    j += removed ? 0 : count;
    return pairs;
  });
}

/** The hunks between the lines that stay; those with little between them are one. */
function hunksBetween(
  from: string[],
  to: string[],
  pairs: { old: number; now: number }[],
  context: number,
): Hunk[] {
  const hunks: Hunk[] = [];
  /** The lines that stay since the last difference, or since the beginning. */
  let alike: string[] = [];
  let open: Hunk | undefined;
  const close = () => {
    if (open) {
      const below = alike.slice(0, context);
      open.lines.push(...marked(' ', below));
      open.oldLines += below.length;
      open.newLines += below.length;
      hunks.push(open);
      open = undefined;
    }
  };
  let [old, now] = [0, 0];
  for (const pair of [...pairs, { old: from.length, now: to.length }]) {
    const removed = from.slice(old, pair.old);
    const added = to.slice(now, pair.now);
    if (removed.length + added.length > 0) {
      if (alike.length > 2 * context) {
        close();
      }
      const above = open
        ? alike
        : alike.slice(Math.max(0, alike.length - context));
      const kept = context === 0 ? [] : above;
      open ??= {
        oldStart: old - kept.length + 1,
        oldLines: 0,
        newStart: now - kept.length + 1,
        newLines: 0,
        lines: [],
      };
      open.oldLines += kept.length + removed.length;
      open.newLines += kept.length + added.length;
      open.lines.push(
        ...marked(' ', kept),
        ...marked('-', removed),
        ...marked('+', added),
      );
      alike = [];
    }
    if (pair.old < from.length) {
      alike.push(from[pair.old]);
    }
    [old, now] = [pair.old + 1, pair.now + 1];
  }
  close();
  return hunks;
}

function linesMarked(hunks: Hunk[], mark: string): number {
  return hunks.reduce(
    (sum, { lines }) => sum + lines.filter(line => line[0] === mark).length,
    0,
  );
}

/**
 * Compares two texts line by line, in a time that has a bound.
 *
 * @param context - lines that are alike around each difference
 */
export function compareTexts(
  before: string,
  after: string,
  context = 3,
): Comparison {
  const [from, to] = [linesOf(before), linesOf(after)];
  const pairs = staying(from, to);
  const hunks = pairs
    ? hunksBetween(from, to, pairs, context)
    : [replaced(from, to, context)];
  return {
    added: linesMarked(hunks, '+'),
    removed: linesMarked(hunks, '-'),
    exact: pairs !== undefined,
    hunks,
  };
}

/** The differences as a unified patch, as `git apply` takes it. */
export function toPatch(hunks: Hunk[], before: string, after: string): string {
  return formatPatch({
    oldFileName: before,
    newFileName: after,
    oldHeader: undefined,
    newHeader: undefined,
    // It counts hunks without lines by its own way, in place.
    hunks: hunks.map(hunk => ({ ...hunk })),
  });
}

/** How many lines a text has. */
export function countLines(text: string): number {
  return linesOf(text).length;
}
