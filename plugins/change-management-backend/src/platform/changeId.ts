/** `CHG-1042` */
export function toChangeId(number: number): string {
  return `CHG-${number}`;
}

/** The number in an id, in any case of letters; undefined for what cannot be one. */
export function toChangeNumber(id: string): number | undefined {
  const [, digits] = /^CHG-([1-9]\d{0,8})$/i.exec(id) ?? [];
  return digits ? Number(digits) : undefined;
}
