import { screenFieldsOf } from './fieldLabels';
import { differingFields, FormField, FormValues, toForm } from './values';

/** What became of a form that two people filled in at once. */
export interface Merged {
  values: FormValues;
  /** Fields that both altered: they stay as this person typed them. */
  both: FormField[];
}

/** Takes in what somebody else altered since `read`, except where this person altered the same field. */
export function merge(
  mine: FormValues,
  read: FormValues,
  theirs: FormValues,
): Merged {
  const [typed, before, after] = [mine, read, theirs].map(toForm);
  const altered = differingFields(after, before);
  const own = differingFields(typed, before);
  const values = { ...mine };
  for (const field of altered.filter(name => !own.includes(name))) {
    for (const name of screenFieldsOf(field)) {
      Object.assign(values, { [name]: theirs[name] });
    }
  }
  const both = altered.filter(
    name => own.includes(name) && differingFields(typed, after).includes(name),
  );
  return { values, both };
}
