#!/usr/bin/env node
// The one entry behind `npm start`, `npm run start:backend`, `npm test` and
// `npm run bench`. It works in a fresh clone: it finds a Node.js that Backstage
// supports, installs the dependencies when they changed, then does the command.
import { bench } from './bench.mjs';
import { whenToldToEnd } from './callers.mjs';
import { installIfNeeded } from './install.mjs';
import { hasSupportedNode, relaunchWithSupportedNode } from './node.mjs';
import { start, startBackend } from './portal.mjs';
import { stopAll } from './processes.mjs';
import { test } from './test.mjs';

const commands = { start, 'start:backend': startBackend, test, bench };

async function launch([name, ...args]) {
  const command = commands[name];
  if (!command) {
    throw new Error(`Usage: launch.mjs ${Object.keys(commands).join('|')}`);
  }
  if (!hasSupportedNode()) {
    return relaunchWithSupportedNode();
  }
  whenToldToEnd(async signal => {
    await stopAll(signal);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
  await installIfNeeded();
  return command(args);
}

try {
  process.exit(await launch(process.argv.slice(2)));
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
