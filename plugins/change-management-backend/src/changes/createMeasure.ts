import { Knex } from 'knex';
import { touchingMonth } from '../platform/touchMonth';
import { ChangeStep } from './ChangeListener';
import { documentationOf, toMeasureRow, toWaitRow } from './measures';

type Row = Record<string, unknown>;

function differences(before: Row, after: Row): Row {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name] !== value),
  );
}

/** Gives what writes down what figures count of a change, where a step has altered any of it. */
export type Measure = (knex: Knex, step: ChangeStep) => Knex.QueryBuilder[];

export function createMeasure(clock: () => Date): Measure {
  return (knex, step) => {
    const { before, after } = step;
    const wait = toWaitRow(step);
    const waits = wait
      ? [
          knex('approval_waits').insert(wait),
          ...touchingMonth(knex, wait.decided_at, clock()),
        ]
      : [];
    if (!after.actualStart) {
      return waits;
    }
    const row = { ...toMeasureRow(after), ...documentationOf(step) };
    const changed = before?.actualStart
      ? differences(toMeasureRow(before), row)
      : row;
    if (Object.keys(changed).length === 0) {
      return waits;
    }
    return [
      ...waits,
      ...touchingMonth(knex, row.started_at, clock()),
      before?.actualStart
        ? knex('change_measures')
            .where({ change_number: row.change_number })
            .update(changed)
        : knex('change_measures').insert(row),
    ];
  };
}
