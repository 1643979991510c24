import { MissingField } from '../contract/judgement';
import { Role } from '../contract/words';

/**
 * Why a command was refused, in words that say the way forward.
 *
 * - `forbidden`: this person may not; `roles` names who could (HTTP 403)
 * - `conflict`: not in this state, or what the caller saw is out of date (HTTP 409)
 * - `invalid`: the content does not suffice; `fields` names every gap (HTTP 400)
 */
export type Refusal =
  | { kind: 'forbidden'; message: string; roles?: Role[] }
  | { kind: 'conflict'; message: string }
  | { kind: 'invalid'; message: string; fields: MissingField[] };

export function forbidden(message: string, roles?: Role[]): Refusal {
  return { kind: 'forbidden', message, roles };
}

/** A step that the state of things does not allow: 409. */
export function conflict(message: string): Refusal {
  return { kind: 'conflict', message };
}

export function invalid(fields: MissingField[]): Refusal {
  return {
    kind: 'invalid',
    message: fields.map(f => `${f.path}: ${f.message}`).join('; '),
    fields,
  };
}
