import autocannon from 'autocannon';

/** Clients that ask at the same time. */
export const CLIENTS = 8;

/**
 * Sends requests for some seconds, or until there are none left, each client one after the other.
 *
 * @param next - gives the next request; `left` says how many there are, where they are limited
 * @returns the requests that were answered: after how many ms each, in how many seconds and bytes in all; `sent`
 * counts the others too
 */
export function load(url, { next, left, onResponse }, seconds) {
  if (left?.() === 0) {
    return { sent: 0, seconds: 0, times: [], bytes: 0 };
  }
  return new Promise((resolve, reject) => {
    const times = [];
    let bytes = 0;
    const began = performance.now();
    let ended = began;
    const instance = autocannon(
      {
        url,
        connections: Math.min(CLIENTS, left?.() ?? CLIENTS),
        duration: seconds,
        sampleInt: 50,
        maxOverallRequests: left?.(),
        requests: [
          { setupRequest: request => ({ ...request, ...next() }), onResponse },
        ],
      },
      (error, result) => {
        if (error) {
          reject(error);
        } else if (result.errors || result.non2xx) {
          reject(
            new Error(
              `Not all requests were answered well: ${
                result.errors
              } errors, ${JSON.stringify(result.statusCodeStats)}`,
            ),
          );
        } else {
          resolve({
            // Those under way at the end are not answered to anybody any more, but cost as much as the others.
            sent: result.requests.sent,
            seconds: (ended - began) / 1000,
            times,
            bytes,
          });
        }
      },
    );
    instance.on('response', (_client, _status, size, time) => {
      times.push(time);
      bytes += size;
      ended = performance.now();
    });
  });
}
