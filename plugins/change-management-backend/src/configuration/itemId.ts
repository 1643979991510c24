/** `CFG-7` */
export function toItemId(number: number): string {
  return `CFG-${number}`;
}

/** The number in an id, in any case of letters; undefined for what cannot be one. */
export function toItemNumber(id: string): number | undefined {
  const [, digits] = /^CFG-([1-9]\d{0,8})$/i.exec(id) ?? [];
  return digits ? Number(digits) : undefined;
}
