import { ChangeManagementClient } from 'backstage-plugin-change-management-common';

/** What a screen asked for. */
export interface Asked {
  route: string;
  path: string;
  query: URLSearchParams;
  body: any;
}

type Answer = (asked: Asked) => unknown;

/** An error, as the backend renders it. */
export function refuse(
  status: number,
  message: string,
  fields?: { path: string; message: string }[],
): Response {
  const name =
    { 400: 'InputError', 403: 'NotAllowedError', 404: 'NotFoundError' }[
      status
    ] ?? 'ConflictError';
  return Response.json(
    {
      error: { name, message, ...(fields && { fields }) },
      response: { statusCode: status },
    },
    { status },
  );
}

/**
 * A backend that answers by route, `GET /changes/{id}` for example, spoken to through the real client.
 * A route without an answer is not found, so that a screen that asks for it shows so.
 */
export function fakeBackend(answers: Record<string, Answer>) {
  const asked: Asked[] = [];
  const fetch = async (input: unknown, init?: RequestInit) => {
    const { pathname, searchParams } = new URL(String(input));
    const method = init?.method ?? 'GET';
    const route = Object.keys(answers).find(name =>
      new RegExp(`^${name.replace(/\{\w+\}/g, '[^/]+')}$`).test(
        `${method} ${pathname}`,
      ),
    );
    const question: Asked = {
      route: route ?? `${method} ${pathname}`,
      path: pathname,
      query: searchParams,
      body: init?.body ? JSON.parse(String(init.body)) : undefined,
    };
    asked.push(question);
    const answer = route
      ? await answers[route](question)
      : refuse(404, `There is no ${method} ${pathname}`);
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return {
    client: new ChangeManagementClient({
      discovery: { getBaseUrl: async () => 'http://backend' },
      fetch: fetch as typeof globalThis.fetch,
    }),
    /** Bodies that were sent to a route, oldest first. */
    sentTo: (route: string) =>
      asked.filter(a => a.route === route).map(a => a.body),
    /** Queries that a route was asked with, oldest first. */
    queriesOf: (route: string) =>
      asked.filter(a => a.route === route).map(a => a.query),
  };
}
