import { Knex } from 'knex';

/**
 * Figures of months that are over are kept. Whatever is written of another month than the present one leaves a note, in the
 * same transaction, that they have to be added up anew.
 *
 * @param at - what is written counts at this time (ISO 8601, UTC)
 * @param now - by the clock on the wall, whenever it is said to have happened
 */
export async function touchMonth(
  tx: Knex,
  at: string,
  now: Date,
): Promise<void> {
  await Promise.all(touchingMonth(tx, at, now));
}

/** What {@link touchMonth} sends. */
export function touchingMonth(
  tx: Knex,
  at: string,
  now: Date,
): Knex.QueryBuilder[] {
  const month = at.slice(0, 7);
  return month === now.toISOString().slice(0, 7)
    ? []
    : [tx('figure_touches').insert({ month })];
}
