import {
  RollbackExecution,
  RollbackExecutor,
} from 'backstage-plugin-change-management-node';
import { sign } from '../platform/signedRequests';
import { RollbackWebhook } from './readRollbackConfig';
import { toldOf } from './told';

/** Posts a step to an address of the configuration, signed as notices are; the receiver has done it once it answers 2xx. */
export class WebhookExecutor implements RollbackExecutor {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly input: RollbackWebhook['input'];
  readonly #url: string;
  readonly #secret: string;
  readonly #now: () => Date;

  constructor(
    { name, label = name, description, input, url, secret }: RollbackWebhook,
    now: () => Date = () => new Date(),
  ) {
    this.name = `webhook:${name}`;
    this.label = label;
    this.description = description;
    this.input = input;
    this.#url = url;
    this.#secret = secret;
    this.#now = now;
  }

  async execute(execution: RollbackExecution): Promise<{ result: string }> {
    const { idempotencyKey, signal } = execution;
    const body = JSON.stringify(toldOf(execution));
    const timestamp = `${Math.floor(this.#now().getTime() / 1000)}`;
    const signature = sign(this.#secret, timestamp, body);
    const { ok, status } = await this.#post(body, signal, {
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey,
      'X-Change-Management-Timestamp': timestamp,
      'X-Change-Management-Signature': `sha256=${signature}`,
    });
    if (!ok) {
      throw new Error(`${this.name} answered ${status}`);
    }
    return { result: `${this.name} answered ${status}` };
  }

  async #post(
    body: string,
    signal: AbortSignal,
    headers: Record<string, string>,
  ) {
    try {
      return await fetch(this.#url, {
        method: 'POST',
        body,
        headers,
        // A step must not be carried out where nobody has configured it.
        redirect: 'manual',
        signal,
      });
    } catch {
      // The reason names the address, which may hold a key, and is shown to whoever reads the change.
      throw new Error(`${this.name} could not be reached`);
    }
  }
}
