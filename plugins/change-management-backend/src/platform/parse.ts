import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** One bad field of a request, by its path. */
export interface BadField {
  path: string;
  message: string;
}

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

function toPath(path: PropertyKey[]): string {
  return path.map(String).join('.');
}

function describe(issue: z.core.$ZodIssue): BadField[] {
  const path = toPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: toPath([...issue.path, key]),
      message: 'is not a known field',
    }));
  }
  if (issue.code === 'invalid_union') {
    // The option that came furthest is the one that was meant.
    const deepest = issue.errors
      .flat()
      .sort((a, b) => b.path.length - a.path.length)[0];
    if (deepest?.path.length) {
      return describe({ ...deepest, path: [...issue.path, ...deepest.path] });
    }
  }
  if (issue.message.endsWith('received undefined')) {
    return [{ path, message: 'must be given' }];
  }
  return [{ path, message: issue.message }];
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
    const problems = result.error.issues.flatMap(describe);
    throw new InvalidFieldsError(
      // The first problem of each field: what follows from it is noise.
      problems.filter(
        ({ path }, i) => problems.findIndex(p => p.path === path) === i,
      ),
    );
  }
  return result.data;
}
