import { readFileSync } from 'fs';
import { resolve } from 'path';

/** One row of the table of routes in `docs/permissions.md`. */
export interface Row {
  /** `POST /changes/{id}/submit` */
  route: string;
  /** The situation in which it is tried; empty for a route that is not about one change. */
  when: string;
  /** Last word of the permission that it needs; empty if none. */
  permission: string;
  /** What each column gets. */
  statuses: Record<string, number>;
}

const document = resolve(__dirname, '../../../../../docs/permissions.md');

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim().replace(/`/g, ''));
}

/** Reads the table, so that what people read is what is tried. */
export function readRows(): { rows: Row[]; names: string[] } {
  const lines = readFileSync(document, 'utf8').split('\n');
  const start = lines.findIndex(line => /^\| route +\| when /.test(line));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  const [, , , ...names] = cellsOf(lines[start]);
  const rows = lines.slice(start + 2, end).map(line => {
    const [route, when, permission, ...cells] = cellsOf(line);
    return {
      route,
      when,
      permission,
      statuses: Object.fromEntries(
        names.map((name, i) => [name, Number(cells[i])]),
      ),
    };
  });
  return { rows, names };
}
