import { numberIn } from '../platform/keyset';

/** `INC-7` */
export function toIncidentId(number: number): string {
  return `INC-${number}`;
}

/** The number in an id, in any case of letters; undefined for what cannot be one. */
export function toIncidentNumber(id: string): number | undefined {
  return numberIn('INC', id);
}
