import { Hunk } from './compare';

/** So many lines, one after the other, that the same version brought. */
export type BlameRun = [lines: number, version: number];

function push(runs: BlameRun[], lines: number, version: number): void {
  const last = runs[runs.length - 1];
  if (last?.[1] === version) {
    last[0] += lines;
  } else if (lines > 0) {
    runs.push([lines, version]);
  }
}

/**
 * Which version brought each line of a text, from who brought those of the text before it and from what differs: so that
 * no older version has to be read.
 *
 * @param hunks - what differs, without any context
 * @param version - the version of the new text
 */
export function blameAfter(
  before: BlameRun[],
  hunks: Hunk[],
  version: number,
): BlameRun[] {
  const runs: BlameRun[] = [];
  let index = 0;
  let used = 0;
  /** Goes on by so many lines of the old text, which stay or are dropped. */
  const pass = (count: number, stays: boolean) => {
    let left = count;
    while (left > 0 && index < before.length) {
      const [lines, of] = before[index];
      const taken = Math.min(left, lines - used);
      if (stays) {
        push(runs, taken, of);
      }
      left -= taken;
      used += taken;
      if (used === lines) {
        index += 1;
        used = 0;
      }
    }
  };
  let line = 1;
  for (const { oldStart, oldLines, newLines } of hunks) {
    pass(oldStart - line, true);
    pass(oldLines, false);
    push(runs, newLines, version);
    line = oldStart + oldLines;
  }
  pass(Infinity, true);
  return runs;
}
