import { ResponseError } from '@backstage/errors';

/** A field that the backend refused, by the path that the contract gives it. */
export interface FieldFailure {
  path: string;
  message: string;
}

/** What went wrong, in words for the person who tried. */
export interface Failure {
  status?: number;
  message: string;
  fields: FieldFailure[];
}

/** Reads the answer of the backend out of whatever was thrown. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Error && error.name === 'ResponseError') {
    const { body, cause, statusCode } = error as ResponseError;
    const { fields } = body.error as unknown as { fields?: FieldFailure[] };
    return { status: statusCode, message: cause.message, fields: fields ?? [] };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message, fields: [] };
}
