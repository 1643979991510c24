import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

const taskSchema = z.object({
  id: z.string(),
  status: z.string(),
  createdAt: z.string(),
  spec: z
    .object({ parameters: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});

const pageSchema = z.object({ tasks: z.array(taskSchema) });
const startedSchema = z.object({ id: z.string() });
const eventsSchema = z.array(
  z.object({
    type: z.string(),
    body: z.object({
      message: z.string().optional(),
      error: z.object({ message: z.string() }).optional(),
    }),
  }),
);

/** A task of the scaffolder; `completed`, `failed` and `cancelled` are ends. */
export type ScaffolderTask = z.output<typeof taskSchema>;

/** What is needed of the scaffolder's API, as the plugin itself. */
export class ScaffolderClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /** @returns the id of the task */
  async start(
    templateRef: string,
    values: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<string> {
    const body = JSON.stringify({ templateRef, values });
    const { id } = await this.#ask(startedSchema, 'tasks', {
      method: 'POST',
      ...{ body, signal },
    });
    return id;
  }

  /** The last tasks that were started, the newest first. */
  async list(
    page: { limit: number; offset: number },
    signal: AbortSignal,
  ): Promise<ScaffolderTask[]> {
    const query = `limit=${page.limit}&offset=${page.offset}&order=desc:created_at`;
    const { tasks } = await this.#ask(pageSchema, `tasks?${query}`, { signal });
    return tasks;
  }

  async get(id: string, signal: AbortSignal): Promise<ScaffolderTask> {
    return this.#ask(taskSchema, `tasks/${id}`, { signal });
  }

  /** Why a task came to its end, in its own words. */
  async reasonOf(id: string, signal: AbortSignal): Promise<string | undefined> {
    const events = await this.#ask(eventsSchema, `tasks/${id}/events`, {
      signal,
    });
    const end = events.find(({ type }) => type === 'completion');
    return end?.body.error?.message ?? end?.body.message;
  }

  async cancel(id: string): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    const method = 'POST';
    await this.#ask(z.unknown(), `tasks/${id}/cancel`, { method, signal });
  }

  /** @throws ResponseError for any answer that is not a good one */
  async #ask<S extends z.ZodType>(
    schema: S,
    path: string,
    init: RequestInit,
  ): Promise<z.output<S>> {
    const [baseUrl, { token }] = await Promise.all([
      this.#discovery.getBaseUrl('scaffolder'),
      this.#auth.getPluginRequestToken({
        onBehalfOf: await this.#auth.getOwnServiceCredentials(),
        targetPluginId: 'scaffolder',
      }),
    ]);
    const response = await fetch(`${baseUrl}/v2/${path}`, {
      ...init,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(init.body && { 'Content-Type': 'application/json' }),
      },
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}
