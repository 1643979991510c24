import { ConfigurationDiff } from 'backstage-plugin-change-management-common';

/** One line of one side. */
export interface Side {
  number: number;
  text: string;
}

/** What stands side by side: alike on both, or altered on one or both. */
export interface DiffRow {
  before?: Side;
  after?: Side;
  altered: boolean;
}

/** The lines of a hunk in pairs: what was taken away beside what was put there. */
export function rowsOf({
  oldStart,
  newStart,
  lines,
}: ConfigurationDiff['hunks'][number]): DiffRow[] {
  const rows: DiffRow[] = [];
  let [oldLine, newLine] = [oldStart, newStart];
  let [removed, added]: Side[][] = [[], []];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      rows.push({ before: removed[i], after: added[i], altered: true });
    }
    [removed, added] = [[], []];
  };
  for (const line of lines) {
    const text = line.slice(1);
    if (line.startsWith('-')) {
      removed.push({ number: oldLine, text });
      oldLine += 1;
    } else if (line.startsWith('+')) {
      added.push({ number: newLine, text });
      newLine += 1;
    } else if (line.startsWith(' ')) {
      flush();
      rows.push({
        before: { number: oldLine, text },
        after: { number: newLine, text },
        altered: false,
      });
      oldLine += 1;
      newLine += 1;
    }
  }
  flush();
  return rows;
}
