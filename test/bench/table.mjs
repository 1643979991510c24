/** A table in Markdown, its columns as wide as they have to be. */
export function table(rows) {
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map(cells => cells[i].length)),
  );
  const line = cells =>
    `| ${cells
      .map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join(' | ')} |`;
  const [head, ...body] = rows;
  const rule = widths.map((width, i) =>
    i ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), line(rule), ...body.map(line)].join('\n');
}
