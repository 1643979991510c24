import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  Change,
  CHANGES_CHANNEL,
  ChangeSignal,
} from 'backstage-plugin-change-management-common';
import { ChangeFollower } from './ChangeListener';

/** Tells open pages that something happened to a change; where a portal has no signals, nobody hears of it. */
export class ChangeSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(signals: SignalsService, logger: LoggerService) {
    this.#signals = signals;
    this.#logger = logger;
  }

  /** Once it is stored: what is read then has it. */
  readonly onChange: ChangeFollower = ({ after, events }) => {
    if (events.length > 0) {
      void this.#tell(after);
    }
  };

  async #tell({ id, revision }: Change): Promise<void> {
    try {
      await this.#signals.publish<ChangeSignal>({
        recipients: { type: 'broadcast' },
        channel: CHANGES_CHANNEL,
        message: { id, revision },
      });
    } catch (error) {
      // Pages look from time to time, too.
      this.#logger.warn(`No signal of ${id}: ${stringifyError(error)}`);
    }
  }
}
