import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { root } from '../../scripts/paths.mjs';
import { begin, run } from '../../scripts/processes.mjs';

const toRunTypeScript = [
  '--require',
  '@backstage/cli/config/nodeTransform.cjs',
];

function program(name) {
  return resolve(root, 'test/bench', name);
}

async function runProgram(name, args) {
  const code = await run(process.execPath, [
    // It makes much that lives for one batch.
    '--max-semi-space-size=64',
    ...toRunTypeScript,
    program(name),
    ...args,
  ]);
  if (code !== 0) {
    throw new Error(`The program ${name} failed.`);
  }
}

/** Fills both databases up to so many changes. */
export async function fill({ product, bare }, size) {
  await runProgram('fill', [product, bare, `${size}`]);
}

/** Fills the tables of the catalog, which are there and empty. */
export async function fillCatalog(catalog) {
  await runProgram('fillCatalog', [catalog]);
}

/** Measures the schedule in a database of its own; prints what it finds. */
export async function measureSchedule(database) {
  await runProgram('schedule', [database]);
}

/** Reads the figures of a year of so many changes in a database of their own; prints what it finds. */
export async function measureFigures(database, size) {
  await runProgram('figures', [database, `${size}`]);
}

/** Reads and restores an item of so many versions in a database of their own; prints what it finds. */
export async function measureConfiguration(database, size) {
  await runProgram('configuration', [database, `${size}`]);
}

/** Seals and verifies so many events in a database of their own; prints what it finds. */
export async function measureAudit(database, size) {
  await runProgram('audit', [database, `${size}`]);
}

function freePort() {
  return new Promise((found, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/**
 * A backend with the product and the bare route, as in production.
 *
 * @param catalog - `in memory`, or `its own catalog`: the real one
 * @returns its address, what there is to send to it, what it has used so far, how to pass half a minute, and how to stop it
 */
export async function startBackend(
  connectionString,
  permissions,
  catalog = 'in memory',
) {
  const port = await freePort();
  const backend = begin(
    process.execPath,
    [
      ...toRunTypeScript,
      program('backend'),
      connectionString,
      `${port}`,
      permissions,
      catalog,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const ended = backend.ended.then(() => {
    throw new Error('The backend ended.');
  });
  // Nobody may be waiting for it at that time.
  ended.catch(() => {});
  const answer = async () => {
    for (;;) {
      const [{ bench }] = await Promise.race([once(backend, 'message'), ended]);
      // The transformer of TypeScript uses the same line, to say which files it has read.
      if (bench) {
        return bench;
      }
    }
  };
  const toSend = await answer();
  return {
    url: `http://127.0.0.1:${port}`,
    toSend,
    /** CPU in µs, statements sent. */
    used() {
      backend.send('used');
      return answer();
    },
    /** As if half a minute had passed. */
    later() {
      backend.send('later');
      return answer();
    },
    async stop() {
      backend.send('end');
      await backend.ended;
    },
  };
}
