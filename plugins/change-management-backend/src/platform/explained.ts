import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { toUnavailable } from './unavailable';

/** Answers a request; what the portal lacks meanwhile becomes a 503 in words for people, and its cause goes into the log. */
export async function explained<T>(
  logger: LoggerService,
  isWrite: boolean,
  answer: () => Promise<T>,
): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    const given = toUnavailable(error, isWrite);
    if (given instanceof ServiceUnavailableError && given.cause) {
      logger.warn(`${given.message} ${stringifyError(given.cause)}`);
    }
    throw given;
  }
}
