import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Where a page of a list begins: the row before it, or after it when going back. It never holds a filter, so a cursor
 * lends nobody a view that they may not have.
 */
export interface Cursor<P> {
  position: P;
  back: boolean;
}

export function encodeCursor<P>(cursor: Cursor<P>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws InputError unless the text is a cursor that this kind of list has given out */
export function decodeCursor<P extends z.ZodType>(
  text: string,
  position: P,
): Cursor<z.output<P>> {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return {
      position: position.parse(value.position),
      back: z.boolean().parse(value.back),
    };
  } catch {
    throw new InputError('cursor: is not one that this list has given out');
  }
}

/**
 * Cuts one page from the rows of a keyset query that asked for one row more than the limit, in the direction of travel.
 */
export function cutPage<R, P>(
  rows: R[],
  limit: number,
  cursor: Cursor<P> | undefined,
  positionOf: (row: R) => P,
): {
  rows: R[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
} {
  const back = cursor?.back ?? false;
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (back) {
    page.reverse();
  }
  const first = page[0];
  const last = page[page.length - 1];
  const hasNext = page.length > 0 && (back || more);
  const hasPrevious = page.length > 0 && (back ? more : cursor !== undefined);
  return {
    rows: page,
    pageInfo: {
      ...(hasNext && {
        nextCursor: encodeCursor({ position: positionOf(last), back: false }),
      }),
      ...(hasPrevious && {
        prevCursor: encodeCursor({ position: positionOf(first), back: true }),
      }),
    },
  };
}
