import { isError, ResponseError } from '@backstage/errors';
import {
  RollbackExecution,
  RollbackExecutor,
} from 'backstage-plugin-change-management-node';
import { setTimeout as pause } from 'timers/promises';
import { evaluate } from '../platform/expressions';
import { RollbackTemplate } from './readRollbackConfig';
import { ScaffolderClient, ScaffolderTask } from './ScaffolderClient';
import { toldOf } from './told';

const pageSize = 100;
/** Looks in a row that may fail, such as while the scaffolder is started again. */
const LOOKS_THAT_MAY_FAIL = 30;
/** A clock of the scaffolder's database may differ from ours. */
const CLOCKS_DIFFER = 5 * 60_000;

/**
 * Has a template of the configuration carry a step out. The task is told the key of the attempt, and found again by it: so
 * that a backend that takes a step over waits for the task that there is, instead of starting another one.
 */
export class TemplateExecutor implements RollbackExecutor {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly input: RollbackTemplate['input'];
  readonly #template: RollbackTemplate;
  readonly #scaffolder: ScaffolderClient;
  readonly #lookEvery: number;

  /** @param options - `lookEvery`: milliseconds between two looks at the task */
  constructor(
    template: RollbackTemplate,
    options: { scaffolder: ScaffolderClient; lookEvery?: number },
  ) {
    const { name, label = name, description, input } = template;
    this.name = `template:${name}`;
    this.label = label;
    this.description = description;
    this.input = input;
    this.#template = template;
    this.#scaffolder = options.scaffolder;
    this.#lookEvery = options.lookEvery ?? 2_000;
  }

  async execute(execution: RollbackExecution): Promise<{ result: string }> {
    const { signal } = execution;
    const id = (await this.#find(execution)) ?? (await this.#start(execution));
    try {
      return await this.#waitFor(id, signal);
    } catch (error) {
      if (isError(signal.reason) && signal.reason.name === 'TimeoutError') {
        // What has taken too long is not to go on while people do it by hand.
        await this.#scaffolder.cancel(id).catch(() => undefined);
      }
      throw error;
    }
  }

  async #start(execution: RollbackExecution): Promise<string> {
    const told = toldOf(execution);
    const values: Record<string, unknown> = {};
    for (const [name, expression] of Object.entries(this.#template.values)) {
      values[name] = await evaluate(name, expression, told);
    }
    try {
      return await this.#scaffolder.start(
        this.#template.template,
        { ...values, idempotencyKey: execution.idempotencyKey },
        execution.signal,
      );
    } catch (error) {
      // It may have begun all the same, and the answer was lost.
      const id = isRefusal(error) ? undefined : await this.#find(execution);
      if (id) {
        return id;
      }
      throw error;
    }
  }

  /** The task of this very attempt, if it was started; none is older than the rollback. */
  async #find(execution: RollbackExecution): Promise<string | undefined> {
    const { change, idempotencyKey, signal } = execution;
    const since = Date.parse(change.rollbackRun!.at) - CLOCKS_DIFFER;
    let page: ScaffolderTask[];
    let offset = 0;
    do {
      const from = { limit: pageSize, offset };
      page = await this.#patiently(signal, () =>
        this.#scaffolder.list(from, signal),
      );
      const found = page.find(
        ({ spec }) => spec?.parameters?.idempotencyKey === idempotencyKey,
      );
      if (found) {
        return found.id;
      }
      offset += pageSize;
    } while (
      page.length === pageSize &&
      Date.parse(page[page.length - 1].createdAt) >= since
    );
    return undefined;
  }

  async #waitFor(id: string, signal: AbortSignal): Promise<{ result: string }> {
    for (;;) {
      const { status } = await this.#patiently(signal, () =>
        this.#scaffolder.get(id, signal),
      );
      if (status === 'completed') {
        return { result: `Task ${id} of the scaffolder is completed` };
      }
      if (status === 'failed' || status === 'cancelled') {
        const reason = await this.#scaffolder
          .reasonOf(id, signal)
          .catch(() => undefined);
        throw new Error(
          `Task ${id} of the scaffolder is ${status}${
            reason ? `: ${reason}` : ''
          }`,
        );
      }
      await pause(this.#lookEvery, undefined, { signal });
    }
  }

  async #patiently<T>(signal: AbortSignal, look: () => Promise<T>): Promise<T> {
    for (let failed = 1; ; failed++) {
      try {
        return await look();
      } catch (error) {
        if (
          failed > LOOKS_THAT_MAY_FAIL ||
          isRefusal(error) ||
          signal.aborted
        ) {
          throw error;
        }
      }
      await pause(this.#lookEvery, undefined, { signal });
    }
  }
}

/** Whether the scaffolder says that it would not; anything else may be otherwise in a while. */
function isRefusal(error: unknown): boolean {
  return error instanceof ResponseError && error.response.status < 500;
}
