import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { OperationId, Route, routes } from '../contract/routes';

/** Where the plugin's backend answers: Backstage's discovery in a portal, a fixed address in a test. */
export interface ChangeManagementClientOptions {
  discovery: { getBaseUrl(pluginId: string): Promise<string> };
  fetch: typeof fetch;
}

/** What a route is sent. */
export type BodyOf<K extends OperationId> = (typeof routes)[K] extends {
  body: infer B extends z.ZodType;
}
  ? z.input<B>
  : never;

/** Extra headers of a POST. */
export interface PostOptions {
  idempotencyKey?: string;
}

/** Asks one route of the contract. */
export type Request = <T>(
  operation: OperationId,
  options?: {
    path?: Record<string, string>;
    query?: Record<string, unknown>;
    body?: unknown;
    idempotencyKey?: string;
  },
) => Promise<T>;

/** A {@link Request} that throws a `ResponseError` for an answer that is not 2xx. */
export function createRequest({
  discovery,
  fetch,
}: ChangeManagementClientOptions): Request {
  return async (operation, options = {}) => {
    const route: Route = routes[operation];
    const path = route.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(options.path![name]),
    );
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(options.query ?? {})) {
      for (const item of [value].flat()) {
        if (item !== undefined && item !== '') {
          query.append(name, String(item));
        }
      }
    }
    const search = query.size ? `?${query}` : '';
    const base = await discovery.getBaseUrl('change-management');
    const response = await fetch(`${base}${path}${search}`, {
      method: route.method.toUpperCase(),
      headers: {
        ...(options.body !== undefined && {
          'Content-Type': 'application/json',
        }),
        ...(options.idempotencyKey && {
          'Idempotency-Key': options.idempotencyKey,
        }),
      },
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const isJson = response.headers
      .get('Content-Type')
      ?.includes('application/json');
    return route.files && !isJson ? response.blob() : response.json();
  };
}
