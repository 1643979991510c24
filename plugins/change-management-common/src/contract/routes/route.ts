import { z } from 'zod';
import { changeSchema } from '../change';

/** One route of the HTTP API, below `/api/change-management`. */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  path: string;
  summary: string;
  /** Open to pipelines, too: services that the configuration lists. */
  pipelines?: boolean;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Largest body that is read, such as `3mb`; half a megabyte where nothing is said. */
  bodyLimit?: string;
  status: 200 | 201;
  response: z.ZodType;
  /** Files that it may answer with, by their media types, streamed; `response` is then for JSON, if there is any. */
  files?: Record<string, string>;
}

/** A route that reads. */
export function get<R extends z.ZodType>(
  path: string,
  summary: string,
  response: R,
) {
  return { method: 'get', path, summary, status: 200, response } as const;
}

/** A step in the life of a change. */
export function step<B extends z.ZodType>(
  name: string,
  summary: string,
  body: B,
) {
  return {
    method: 'post',
    path: `/changes/{id}/${name}`,
    summary,
    body,
    status: 200,
    response: changeSchema,
  } as const;
}

/** The same route, open to pipelines, too. */
export function forPipelines<R extends object>(route: R) {
  return { ...route, pipelines: true } as const;
}
