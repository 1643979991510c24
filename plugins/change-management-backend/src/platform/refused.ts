import { ConflictError, NotAllowedError } from '@backstage/errors';
import { Refusal } from 'backstage-plugin-change-management-common';
import { InvalidFieldsError } from './parse';

/** A refusal of the domain as the error that the client gets. */
export function refused(refusal: Refusal): Error {
  switch (refusal.kind) {
    case 'forbidden':
      return new NotAllowedError(refusal.message);
    case 'conflict':
      return new ConflictError(refusal.message);
    default:
      return new InvalidFieldsError(refusal.fields);
  }
}
