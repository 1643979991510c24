import { ChangeView } from '../contract/change';
import { RollbackExecutorView } from '../contract/work';
import { BodyOf, PostOptions, Request } from './request';

/** The parts of a change that are ended one by one: its tasks, and the steps of its rollback. */
export class WorkClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  updateTask(
    id: string,
    taskId: string,
    body: BodyOf<'updateTask'>,
    options?: PostOptions,
  ): Promise<ChangeView> {
    return this.#request('updateTask', {
      path: { id, taskId },
      body,
      ...options,
    });
  }

  listRollbackExecutors(): Promise<{ items: RollbackExecutorView[] }> {
    return this.#request('listRollbackExecutors', {});
  }

  /** @param index - of the step in the run, the first being 0 */
  endRollbackStep(
    id: string,
    index: number,
    body: BodyOf<'endRollbackStep'>,
    options?: PostOptions,
  ): Promise<ChangeView> {
    return this.#request('endRollbackStep', {
      path: { id, index: `${index}` },
      body,
      ...options,
    });
  }
}
