import { InputError } from '@backstage/errors';
import { RollbackExecutorView } from 'backstage-plugin-change-management-common';
import { RollbackExecutor } from 'backstage-plugin-change-management-node';

/** What may carry out steps of rollbacks: what the plugin brings along, what is configured, and what modules add. */
export class Executors {
  readonly #executors: RollbackExecutor[];
  readonly views: RollbackExecutorView[];

  /** @throws InputError where two have the same name */
  constructor(executors: RollbackExecutor[]) {
    const names = executors.map(({ name }) => name);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    if (twice.length) {
      throw new InputError(
        `Several executors of rollbacks have the same name: ${twice.join(
          ', ',
        )}`,
      );
    }
    this.#executors = executors;
    this.views = executors.map(
      ({ name, label = name, description, input = [] }) => ({
        ...{ name, label, description },
        input: input.map(({ required = false, ...field }) => ({
          ...field,
          required,
        })),
      }),
    );
  }

  get(name: string): RollbackExecutor | undefined {
    return this.#executors.find(executor => executor.name === name);
  }
}
