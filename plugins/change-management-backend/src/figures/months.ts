/** A stretch of time, from its beginning on and before its end; a side that is left out is open. */
export interface Span {
  from?: string;
  to?: string;
}

const DAY = 24 * 60 * 60 * 1000;

export function startOf(month: string): string {
  return `${month}-01T00:00:00.000Z`;
}

export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}

/**
 * The whole months of a time that have been over for a day, so that nothing of them is still being written by a process
 * whose clock is late, and what is left of it before and after them.
 *
 * @param now - ISO 8601, UTC, as the others
 */
export function splitMonths(
  { from, to }: Span & { from: string },
  now: string,
): { months: string[]; rest: Span[] } {
  const settled = new Date(Date.parse(now) - DAY).toISOString();
  const end = to !== undefined && to < settled ? to : settled;
  const begun = from.slice(0, 7);
  const months: string[] = [];
  let month = startOf(begun) < from ? monthAfter(begun) : begun;
  while (startOf(monthAfter(month)) <= end) {
    months.push(month);
    month = monthAfter(month);
  }
  if (months.length === 0) {
    return { months, rest: [{ from, to }] };
  }
  const rest = [
    { from, to: startOf(months[0]) },
    { from: startOf(month), to },
  ];
  return {
    months,
    rest: rest.filter(span => span.to === undefined || span.from < span.to),
  };
}

/** The month in which all of a time lies, if there is one. */
export function monthOf({ from, to }: Span): string | undefined {
  const month = from?.slice(0, 7);
  return month && to && to <= startOf(monthAfter(month)) ? month : undefined;
}

/** A time in pieces of a month each, up to the present one; what lies after it is the last piece. */
export function monthly({ from, to }: Span, now: string): Span[] {
  const pieces: Span[] = [];
  let begin = from;
  while (begin !== undefined && begin <= now) {
    const end = startOf(monthAfter(begin.slice(0, 7)));
    if (to !== undefined && to <= end) {
      break;
    }
    pieces.push({ from: begin, to: end });
    begin = end;
  }
  return [...pieces, { from: begin, to }];
}
