import { InputError } from '@backstage/errors';
import {
  BadField,
  badFieldsOf,
} from 'backstage-plugin-change-management-common';
import { z } from 'zod';

/** An `InputError` that names every bad field, in words and as data; both reach the client. */
export class InvalidFieldsError extends InputError {
  readonly fields: BadField[];

  constructor(fields: BadField[]) {
    super(
      fields
        .map(({ path, message }) => (path ? `${path}: ${message}` : message))
        .join('; '),
    );
    this.fields = fields;
  }
}

/** Nothing that is meant is nested as deep as the stack. */
function tooDeep(error: unknown): unknown {
  return error instanceof RangeError
    ? new InputError('The input is nested too deeply.')
    : error;
}

function read<S extends z.ZodType>(schema: S, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    throw tooDeep(error);
  }
}

/**
 * Reads outside input by its schema.
 *
 * @throws InvalidFieldsError naming every bad field at once
 */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
): z.output<S> {
  const result = read(schema, value);
  if (!result.success) {
    throw new InvalidFieldsError(badFieldsOf(result.error));
  }
  return result.data;
}
