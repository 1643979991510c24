import { idOf } from './failures';

/** Takes the person to a field of the form. */
export function focusField(field: string | undefined) {
  if (field) {
    document.getElementById(idOf(field))?.focus();
  }
}

/** Names of fields in the order in which they stand on the page; those that are not shown come last. */
export function inPageOrder(fields: string[]): string[] {
  const all = [...document.querySelectorAll('[id]')];
  const placeOf = (field: string) => {
    const place = all.findIndex(({ id }) => id === idOf(field));
    return place < 0 ? all.length : place;
  };
  return [...fields].sort((a, b) => placeOf(a) - placeOf(b));
}
