import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  backTest,
  ClosedChange,
  FailureModel,
  fitFailureModel,
  RiskBackTest,
} from 'backstage-plugin-change-management-common';
import { PolicyService } from '../policy/PolicyService';

const FRESH_FOR = 10 * 60 * 1000;

/** Where closed changes are read from. */
export interface ClosedChanges {
  read(): Promise<ClosedChange[]>;
}

/** What {@link FailureHistory} is made from. */
export interface FailureHistoryOptions {
  closed: ClosedChanges;
  policies: PolicyService;
  logger: LoggerService;
  clock: () => Date;
}

/**
 * What this replica has learned from closed changes. It learns when it is first asked; afterwards in the background, at
 * most every ten minutes, and answers with what it knew before.
 */
export class FailureHistory {
  readonly #options: FailureHistoryOptions;
  #model: FailureModel | undefined;
  #learnedAt = -Infinity;
  #learning: Promise<void> | undefined;

  constructor(options: FailureHistoryOptions) {
    this.#options = options;
  }

  /** Undefined where no change has been closed yet. */
  async getModel(): Promise<FailureModel | undefined> {
    const { logger, clock } = this.#options;
    if (this.#learnedAt === -Infinity) {
      await this.#learn();
    } else if (this.#learnedAt + FRESH_FOR <= clock().getTime()) {
      this.#learn().catch(error =>
        logger.warn(
          `Closed changes could not be learned from. ${stringifyError(error)}`,
        ),
      );
    }
    return this.#model;
  }

  /** How well the learned method would have predicted the past of this organisation. */
  async backTest(): Promise<RiskBackTest> {
    const { closed, policies } = this.#options;
    const [changes, { risk }] = await Promise.all([
      closed.read(),
      policies.getCurrent(),
    ]);
    return backTest(changes, {
      timeZone: risk.timeZone,
      minimumChanges: risk.learned.minimumChanges,
    });
  }

  #learn(): Promise<void> {
    this.#learning ??= this.#fit().finally(() => {
      this.#learning = undefined;
    });
    return this.#learning;
  }

  async #fit(): Promise<void> {
    const { closed, policies, clock } = this.#options;
    const isFirst = this.#learnedAt === -Infinity;
    if (!isFirst) {
      // Whatever comes of it, the next attempt is ten minutes away.
      this.#learnedAt = clock().getTime();
    }
    const [changes, { risk }] = await Promise.all([
      closed.read(),
      policies.getCurrent(),
    ]);
    this.#model = changes.length
      ? fitFailureModel(changes, risk.timeZone)
      : undefined;
    this.#learnedAt = clock().getTime();
  }
}
