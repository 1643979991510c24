import { Knex } from 'knex';
import { createHash } from 'node:crypto';

/** The server keeps every text for each connection, in some ten kilobytes; what comes after these is planned each time. */
const TEXTS_AT_MOST = 200;

/**
 * How PostgreSQL says that it does not have the plan that it was asked for, or cannot follow it any more: between it and the
 * portal stands a pool that hands connections around without taking their statements along, or a table was altered.
 */
export function hasLostPlan(error: any): boolean {
  return (
    ['26000', '42P05'].includes(error?.code) ||
    (error?.code === '0A000' && /cached plan/.test(error.message))
  );
}

/**
 * Marks a statement that is sent again and again. PostgreSQL parses and plans it once for each connection, which is half of
 * what a small statement costs. It is for those for which one plan is right whatever their parameters are, and that name
 * their columns: a plan for all columns is lost when a migration adds one. A limit is written out (`skipBinding`), as one that
 * is not known makes every plan look worse than planning anew.
 */
export function prepared<T extends Knex.ChainableInterface>(statement: T): T {
  return statement.options({ name: undefined });
}

/**
 * Has the server keep the plans of all {@link prepared} statements of a client. They are called by the hash of their text, so
 * that a name never stands for another statement. Once a plan was lost, all are planned each time again.
 */
export function keepPlans(client: Knex): void {
  const names = new Map<string, string>();
  let areKept = true;
  const nameOf = (sql: string) => {
    const known = names.get(sql);
    if (known || names.size >= TEXTS_AT_MOST) {
      return known;
    }
    const name = createHash('sha256').update(sql).digest('hex').slice(0, 32);
    names.set(sql, name);
    return name;
  };
  client.on('query', ({ sql, options }) => {
    if (areKept && options && 'name' in options) {
      options.name = nameOf(sql);
    }
  });
  client.on('query-error', error => {
    areKept &&= !hasLostPlan(error);
  });
}
