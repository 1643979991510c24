import assert from 'node:assert/strict';
import { Answer } from './people';

/** Milliseconds within which every request has to be answered: waiting for a connection, and for the answer on it. */
const answeredWithin = 25_000;

/** A 503 in clear words, in time, with nothing of the inside of the portal. */
export function assertUnavailable(
  { status, body, millis }: Answer,
  words = /does not answer/,
): void {
  assert.equal(status, 503, JSON.stringify(body));
  assert.equal(body.error.name, 'ServiceUnavailableError');
  assert.match(body.error.message, words);
  assert.doesNotMatch(
    JSON.stringify(body),
    /stack|select |insert |127\.0\.0\.1:/i,
  );
  assert.ok(millis < answeredWithin, `answered after ${millis} ms`);
}
