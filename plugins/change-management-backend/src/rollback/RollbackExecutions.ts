import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import { Change, CommandOf } from 'backstage-plugin-change-management-common';
import { ChangeListener } from '../changes/ChangeListener';
import { Executors } from './Executors';
import { ClaimedStep, RollbackQueue } from './RollbackQueue';

/** Milliseconds for which a step is held by who carries it out, unless they say again that they do. */
const LEASE = 60_000;
const EXTENDED_EVERY = 20_000;
/** Milliseconds that a step may take. */
const AT_MOST = 30 * 60_000;
/** A step under which backends die is not begun for ever. */
const TAKEN_ON_AT_MOST = 3;
const longestResult = 2_000;

/** What {@link RollbackExecutions} is made from. */
export interface RollbackExecutionsOptions {
  queue: RollbackQueue;
  executors: Executors;
  getChange: (id: string) => Promise<Change | undefined>;
  /** Brings the outcome to the change. */
  end: (id: string, command: CommandOf<'end-execution'>) => Promise<unknown>;
  scheduler: SchedulerService;
  logger: LoggerService;
  clock: () => Date;
}

type Outcome = Pick<CommandOf<'end-execution'>, 'status' | 'result'>;

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = () => reject(new Error('It was given up'));
    if (signal.aborted) {
      give();
    }
    signal.addEventListener('abort', give, { once: true });
  });
}

/** What an error says; who reads it at night has no use for the name that most have. */
function saying(error: unknown): string {
  return isError(error) && error.name === 'Error'
    ? error.message
    : stringifyError(error);
}

/** Has steps of rollbacks carried out by their executors, after the transaction that made them due. */
export class RollbackExecutions {
  readonly #options: RollbackExecutionsOptions;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: RollbackExecutionsOptions) {
    this.#options = options;
  }

  /** Notes the step that has become due, where an executor is to carry it out. */
  readonly onChange: ChangeListener = async (tx, { before, after }) => {
    const { queue, clock } = this.#options;
    const steps = after.rollbackRun?.steps ?? [];
    const index = steps.findIndex(({ status }) => status === 'running');
    const step = steps[index];
    const earlier = before?.rollbackRun?.steps[index];
    if (
      !step?.executor ||
      (earlier?.status === 'running' && earlier.attempt === step.attempt)
    ) {
      return undefined;
    }
    const { attempt } = step;
    await queue.add(tx, { changeId: after.id, step: index, attempt }, clock());
    return () => void this.work();
  };

  async start(): Promise<void> {
    await this.#options.scheduler.scheduleTask({
      id: 'carry-out-rollbacks',
      frequency: { seconds: 10 },
      timeout: { minutes: 60 },
      // Every replica looks for itself: leases keep them apart, and none waits for one that has died.
      scope: 'local',
      fn: () => this.work(),
    });
  }

  /** What is under way is given up; its lease runs out, and another replica takes over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underWay);
  }

  /** Takes on all that is due. Nothing waits for a step to end: it may take long, and other rollbacks are as urgent. */
  async work(): Promise<void> {
    const { queue, clock } = this.#options;
    const { signal } = this.#stopping;
    try {
      while (!signal.aborted) {
        const claimed = await queue.claim(clock(), this.#leaseEnd());
        if (!claimed || signal.aborted) {
          return;
        }
        const execution = this.#carryOut(claimed)
          .catch(error => this.#leave(error))
          .finally(() => this.#underWay.delete(execution));
        this.#underWay.add(execution);
      }
    } catch (error) {
      this.#leave(error);
    }
  }

  #leave(error: unknown): void {
    this.#options.logger.error(
      `Steps of rollbacks are tried again later: ${stringifyError(error)}`,
    );
  }

  #leaseEnd(): Date {
    return new Date(this.#options.clock().getTime() + LEASE);
  }

  async #carryOut(claimed: ClaimedStep): Promise<void> {
    const { queue, getChange, end } = this.#options;
    const { changeId, step: index, attempt } = claimed;
    const change = await getChange(changeId);
    const step = change?.rollbackRun?.steps[index];
    if (change && step?.status === 'running' && step.attempt === attempt) {
      const outcome = await this.#outcomeOf(claimed, change);
      if (!outcome) {
        return;
      }
      await end(changeId, {
        type: 'end-execution',
        index,
        attempt,
        ...outcome,
        result: outcome.result.slice(0, longestResult),
      });
    }
    await queue.remove(claimed);
  }

  /** Nothing where the backend stops or somebody else has taken over meanwhile. */
  async #outcomeOf(
    claimed: ClaimedStep,
    change: Change,
  ): Promise<Outcome | undefined> {
    const { changeId, step: index, attempt, takenOn } = claimed;
    const {
      status,
      attempt: _,
      startedAt,
      endedAt,
      by,
      result,
      ...step
    } = change.rollbackRun!.steps[index];
    const { name, input = {} } = step.executor!;
    const executor = this.#options.executors.get(name);
    if (!executor) {
      return { status: 'failed', result: `There is no executor ${name}.` };
    }
    if (takenOn > TAKEN_ON_AT_MOST) {
      return {
        status: 'failed',
        result: `${name} was begun ${TAKEN_ON_AT_MOST} times, and never came to an end.`,
      };
    }
    const lost = new AbortController();
    const holding = setInterval(async () => {
      const held = await this.#options.queue
        .extend(claimed, this.#leaseEnd())
        .catch(() => true);
      if (!held) {
        lost.abort();
      }
    }, EXTENDED_EVERY);
    const signal = AbortSignal.any([
      lost.signal,
      this.#stopping.signal,
      AbortSignal.timeout(AT_MOST),
    ]);
    try {
      const execution = executor.execute({
        change,
        step,
        input,
        idempotencyKey: `${changeId}:${index}:${attempt}`,
        signal,
      });
      // Not every executor heeds the signal.
      const done = await Promise.race([execution, aborted(signal)]);
      return { status: 'done', result: done.result };
    } catch (error) {
      return lost.signal.aborted || this.#stopping.signal.aborted
        ? undefined
        : { status: 'failed', result: saying(error) };
    } finally {
      clearInterval(holding);
    }
  }
}
