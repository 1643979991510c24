import { ChangeListener } from './ChangeListener';
import { documentationOf, toMeasureRow, toWaitRow } from './measures';

type Row = Record<string, unknown>;

function differences(before: Row, after: Row): Row {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name] !== value),
  );
}

/** Writes down what figures count of a change, where a step has altered any of it. */
export const measureChanges: ChangeListener = async (tx, step) => {
  const { before, after } = step;
  const wait = toWaitRow(step);
  if (wait) {
    await tx('approval_waits').insert(wait);
  }
  if (!after.actualStart) {
    return;
  }
  const row = { ...toMeasureRow(after), ...documentationOf(step) };
  if (!before?.actualStart) {
    await tx('change_measures').insert(row);
    return;
  }
  const changed = differences(toMeasureRow(before), row);
  if (Object.keys(changed).length) {
    await tx('change_measures')
      .where({ change_number: row.change_number })
      .update(changed);
  }
};
