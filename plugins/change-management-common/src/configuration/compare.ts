import { formatPatch, structuredPatch } from 'diff';

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

/** Lines added and removed past which they are no longer told apart; a megabyte takes a third of a second. */
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
function replaced(before: string, after: string, context: number): Hunk {
  const from = linesOf(before);
  const to = linesOf(after);
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

function count(hunks: Hunk[], mark: string): number {
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
  const patch =
    before === after
      ? { hunks: [] }
      : structuredPatch('', '', before, after, '', '', {
          context,
          maxEditLength: EDITS_AT_MOST,
        });
  const hunks: Hunk[] = patch?.hunks ?? [replaced(before, after, context)];
  return {
    added: count(hunks, '+'),
    removed: count(hunks, '-'),
    exact: patch !== undefined,
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
