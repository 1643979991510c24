import { setTimeout } from 'node:timers/promises';
import {
  OperationId,
  Route,
  routes,
} from 'backstage-plugin-change-management-common';

/** What is sent with one request. */
export interface Sent {
  id?: string;
  query?: Record<string, string>;
  body?: object;
  key?: string;
}

export interface Answer {
  status: number;
  body: any;
  /** How long it took to come. */
  millis: number;
}

/** Somebody who has signed in; what they were given is good on every process with the same database. */
export class Person {
  private constructor(readonly ref: string, private readonly token: string) {}

  /**
   * Waits until the catalog of a new portal knows its people.
   *
   * @param name - of one of the demo people
   */
  static async signIn(url: string, name: string): Promise<Person> {
    const ref = `user:default/${name}`;
    const deadline = Date.now() + 60_000;
    for (;;) {
      const response = await fetch(`${url}/api/auth/persona/refresh`, {
        headers: { 'x-persona': ref },
      });
      if (response.ok) {
        const { backstageIdentity } = await response.json();
        return new Person(ref, backstageIdentity.token);
      }
      if (Date.now() > deadline) {
        throw new Error(`${name} cannot sign in: ${await response.text()}`);
      }
      await setTimeout(200);
    }
  }

  /** Throws only when there is no answer at all. */
  async send(
    url: string,
    operation: OperationId,
    sent: Sent = {},
  ): Promise<Answer> {
    const route: Route = routes[operation];
    const query = new URLSearchParams(sent.query);
    const begun = Date.now();
    const response = await this.fetch(
      `${url}/api/change-management${route.path.replace(
        '{id}',
        sent.id!,
      )}?${query}`,
      {
        method: route.method.toUpperCase(),
        headers: {
          'Content-Type': 'application/json',
          ...(sent.key && { 'Idempotency-Key': sent.key }),
        },
        body: sent.body && JSON.stringify(sent.body),
      },
    );
    const body = await response.json();
    return { status: response.status, body, millis: Date.now() - begun };
  }

  /** Sends what has to succeed. */
  async ask(url: string, operation: OperationId, sent?: Sent): Promise<any> {
    const { status, body } = await this.send(url, operation, sent);
    if (status >= 300) {
      throw new Error(`${operation}: ${status} ${JSON.stringify(body)}`);
    }
    return body;
  }

  fetch(url: string, init: RequestInit = {}): Promise<Response> {
    return fetch(url, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${this.token}` },
    });
  }
}
