import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';

/**
 * Starts a throw-away PostgreSQL, which ends at the latest with this process.
 * @returns its connection string, and how to stop it earlier.
 */
export async function startDatabase() {
  const server = spawn(
    process.execPath,
    [resolve(root, 'scripts/postgres.mjs')],
    // Ctrl-C in a terminal shall end the tests before their database.
    { detached: true, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise(done => server.once('close', done));
  const connectionString = await new Promise((found, reject) => {
    createInterface(server.stdout).once('line', found);
    ended.then(() => reject(new Error('PostgreSQL did not start.')));
  });
  return {
    connectionString,
    async stop() {
      server.stdin.end();
      await ended;
    },
  };
}
