import { ServiceUnavailableError } from '@backstage/errors';
import { hasLostPlan } from './prepared';

/** SQLSTATE classes: no connection, no resources (connections, memory, disk), the server is being stopped or started. */
const lostState = /^(08|53|57P)/;
const lostSystem =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|SQLITE_BUSY|SQLITE_CANTOPEN|SQLITE_IOERR)/;
/** What the driver and the pool say in words only; the query builder puts the statement before them. */
const lostWords =
  /(^| - )(Connection terminated|Connection ended|timeout expired|Client has encountered a connection error|Client was closed|Knex: Timeout acquiring|Unable to acquire a connection)/;

function isDatabaseAway(error: any): boolean {
  return (
    lostState.test(error?.code) ||
    lostSystem.test(error?.code) ||
    lostWords.test(error?.message) ||
    hasLostPlan(error)
  );
}

/**
 * Another part of the portal was asked and could not be reached, or refused. Even a 401 is its affair: who calls here has
 * been verified, and it may only be that the keys to verify them once more could not be read.
 */
function isNeighbourAway(error: any): boolean {
  return (
    error?.name === 'ResponseError' ||
    (error?.name === 'TypeError' && error.message === 'fetch failed')
  );
}

/** A 503 in words for people; its cause is for the log and stays out of the answer. */
export function unavailable(message: string, cause?: unknown): Error {
  return Object.defineProperty(new ServiceUnavailableError(message), 'cause', {
    value: cause,
    enumerable: false,
  });
}

/**
 * An error as the client shall get it: what comes of a database, or of another part of the portal, that is away becomes
 * a `ServiceUnavailableError` that says so; every other error stays as it is.
 *
 * @param isWrite - then the connection may have been lost after the commit was asked for, so the end of it is not known
 */
export function toUnavailable(error: unknown, isWrite: boolean): unknown {
  if (isNeighbourAway(error)) {
    return unavailable(
      'A part of the portal that change management needs does not answer as it should. Nothing was done; try again in a moment.',
      error,
    );
  }
  if (isDatabaseAway(error)) {
    return unavailable(
      isWrite
        ? 'The database of change management does not answer, so it is not known whether this was done. Look before you do it again, or repeat it with the same Idempotency-Key.'
        : 'The database of change management does not answer. Try again in a moment.',
      error,
    );
  }
  return error;
}

/** Milliseconds for which another part of the portal is waited for. */
export const ANSWERED_WITHIN = 10_000;

/** The answer of another part of the portal, in time or not at all: calls between plugins have no time limit of their own. */
export async function inTime<T>(asking: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          unavailable(
            'A part of the portal that change management needs does not answer in time. Nothing was done; try again in a moment.',
          ),
        ),
      ANSWERED_WITHIN,
    );
  });
  try {
    return await Promise.race([asking, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
