import { Knex } from 'knex';
import { ChangeListener } from './ChangeListener';
import { documentationOf, toMeasureRow, toWaitRow } from './measures';

type Row = Record<string, unknown>;

function differences(before: Row, after: Row): Row {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name] !== value),
  );
}

/**
 * Writes down what figures count of a change, where a step has altered any of it. Figures of months that are over are kept:
 * whatever is written of another month than the present one leaves a note that they have to be added up anew.
 */
export function measureChanges(clock: () => Date): ChangeListener {
  const touch = async (tx: Knex, at: string) => {
    const month = at.slice(0, 7);
    if (month !== clock().toISOString().slice(0, 7)) {
      await tx('figure_touches').insert({ month });
    }
  };
  return async (tx, step) => {
    const { before, after } = step;
    const wait = toWaitRow(step);
    if (wait) {
      await tx('approval_waits').insert(wait);
      await touch(tx, wait.decided_at);
    }
    if (!after.actualStart) {
      return;
    }
    const row = { ...toMeasureRow(after), ...documentationOf(step) };
    const changed = before?.actualStart
      ? differences(toMeasureRow(before), row)
      : row;
    if (Object.keys(changed).length === 0) {
      return;
    }
    await touch(tx, row.started_at);
    await (before?.actualStart
      ? tx('change_measures')
          .where({ change_number: row.change_number })
          .update(changed)
      : tx('change_measures').insert(row));
  };
}
