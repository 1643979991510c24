import { InputError } from '@backstage/errors';
import { RollbackExecutorView } from 'backstage-plugin-change-management-common';
import { RollbackExecutor } from 'backstage-plugin-change-management-node';

/** What may carry out steps of rollbacks: what the plugin brings along, what is configured, and what modules add. */
export class Executors {
  readonly #executors = new Map<string, RollbackExecutor>();
  /** As they are shown where one is chosen. */
  readonly views: RollbackExecutorView[] = [];

  /** @throws InputError where another one has its name */
  add(executor: RollbackExecutor): void {
    const { name, label = name, description, input = [] } = executor;
    if (this.#executors.has(name)) {
      throw new InputError(
        `Several executors of rollbacks have the same name: ${name}`,
      );
    }
    this.#executors.set(name, executor);
    this.views.push({
      ...{ name, label, description },
      input: input.map(({ required = false, ...field }) => ({
        ...field,
        required,
      })),
    });
  }

  get(name: string): RollbackExecutor | undefined {
    return this.#executors.get(name);
  }
}
