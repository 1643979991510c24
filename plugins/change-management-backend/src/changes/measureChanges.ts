import { touchMonth } from '../platform/touchMonth';
import { ChangeListener } from './ChangeListener';
import { documentationOf, toMeasureRow, toWaitRow } from './measures';

type Row = Record<string, unknown>;

function differences(before: Row, after: Row): Row {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name] !== value),
  );
}

/** Writes down what figures count of a change, where a step has altered any of it. */
export function measureChanges(clock: () => Date): ChangeListener {
  return async (tx, step) => {
    const { before, after } = step;
    const wait = toWaitRow(step);
    if (wait) {
      await tx('approval_waits').insert(wait);
      await touchMonth(tx, wait.decided_at, clock());
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
    await touchMonth(tx, row.started_at, clock());
    await (before?.actualStart
      ? tx('change_measures')
          .where({ change_number: row.change_number })
          .update(changed)
      : tx('change_measures').insert(row));
  };
}
