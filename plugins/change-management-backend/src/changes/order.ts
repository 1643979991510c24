import { InputError } from '@backstage/errors';
import { orderFields, time } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { Cursor, decodeCursor } from '../platform/cursor';
import { FoundChange } from './ChangeFinder';
import { toChangeNumber } from '../platform/changeId';

/** A field of a list's order, as in the contract. */
export type OrderField = (typeof orderFields)[number];

interface Column {
  name: string;
  /** Rows without a value come last, whichever the direction. */
  nullable: boolean;
  value: z.ZodType<string | number>;
  read(change: FoundChange): string | number | undefined;
}

const columns: Record<OrderField, Column> = {
  createdAt: {
    name: 'changes.created_at',
    nullable: false,
    value: time,
    read: change => change.createdAt,
  },
  updatedAt: {
    name: 'changes.updated_at',
    nullable: false,
    value: time,
    read: change => change.updatedAt,
  },
  plannedStart: {
    name: 'changes.planned_start',
    nullable: true,
    value: time,
    read: change => change.plannedStart,
  },
  closedAt: {
    name: 'changes.closed_at',
    nullable: true,
    value: time,
    read: change => change.closedAt,
  },
  riskScore: {
    name: 'changes.risk_score',
    nullable: true,
    value: z.number().int().min(0).max(25),
    read: change => change.risk.score,
  },
};

/** The order of a list; the number of the change breaks ties. */
export interface Order {
  field: OrderField;
  direction: 'asc' | 'desc';
}

/** The row next to which a page begins, in the order that the cursor was made for. */
export interface Position extends Order {
  value: string | number | null;
  number: number;
}

/** `plannedStart,asc` */
export function parseOrder(orderBy: string): Order {
  const [field, direction = 'asc'] = orderBy.split(',');
  return { field: field as OrderField, direction: direction as 'asc' | 'desc' };
}

/** @throws InputError for a cursor of another order, or one that was made up */
export function decodePosition(text: string, order: Order): Cursor<Position> {
  const { value, nullable } = columns[order.field];
  const cursor = decodeCursor(
    text,
    z.strictObject({
      field: z.enum(orderFields),
      direction: z.enum(['asc', 'desc']),
      value: z.union([z.string(), z.number(), z.null()]),
      number: z.number().int().min(1).max(999_999_999),
    }),
  );
  const { position } = cursor;
  if (
    position.field !== order.field ||
    position.direction !== order.direction ||
    !(nullable ? value.nullable() : value).safeParse(position.value).success
  ) {
    throw new InputError('cursor: belongs to a list in another order');
  }
  return cursor;
}

export function positionOf(change: FoundChange, order: Order): Position {
  return {
    ...order,
    value: columns[order.field].read(change) ?? null,
    number: toChangeNumber(change.id)!,
  };
}

/**
 * Puts a query in order, from the cursor on; going back, everything is turned round, the empty values come first.
 *
 * @param by - columns that hold the same as those of `changes`, where an index on them serves better; not nullable where the
 *   query leaves out what is empty
 */
export function inOrder(
  query: Knex.QueryBuilder,
  { field, direction }: Order,
  cursor: Cursor<Position> | undefined,
  by: { name?: string; number?: string; nullable?: boolean } = {},
): void {
  const { name, nullable } = { ...columns[field], ...by };
  const numberColumn = by.number ?? 'changes.number';
  const back = cursor?.back ?? false;
  const ascending = (direction === 'asc') !== back;
  const to = ascending ? 'asc' : 'desc';
  const nulls = back ? 'nulls first' : 'nulls last';
  // Names and directions come from the closed lists above.
  query.orderByRaw(
    `${name} ${to} ${nullable ? nulls : ''}, ${numberColumn} ${to}`,
  );
  if (!cursor) {
    return;
  }
  const { value, number } = cursor.position;
  const beyond = ascending ? '>' : '<';
  query.where(rest => {
    if (value === null) {
      rest.where(last =>
        last.whereNull(name).where(numberColumn, beyond, number),
      );
      if (back) {
        rest.orWhereNotNull(name);
      }
      return;
    }
    rest.whereRaw(`(${name}, ${numberColumn}) ${beyond} (?, ?)`, [
      value,
      number,
    ]);
    if (nullable && !back) {
      rest.orWhereNull(name);
    }
  });
}
