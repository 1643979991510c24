import { spawn } from 'node:child_process';
import { dirname, delimiter } from 'node:path';
import { root } from './paths.mjs';

/** How long a process may take to end before it is asked less politely. */
const PATIENCE_MS = 8000;

const running = new Set();

/**
 * Starts a program in a process group of its own, so that whatever it starts
 * ends with it, and with no standard input to wait for.
 */
export function begin(program, args, { env = process.env, ...options } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
    // Whatever calls `node` gets the one that runs this.
    env: {
      ...env,
      PATH: [dirname(process.execPath), env.PATH].join(delimiter),
    },
  });
  child.ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      running.delete(child);
      signalGroup(child, 'SIGKILL');
      resolve(code ?? 1);
    });
  });
  running.add(child);
  return child;
}

/** Runs a program to its end; gives its exit code. */
export function run(program, args, options) {
  return begin(program, args, options).ended;
}

/** Ends everything that was begun, and waits until it is gone. */
export async function stopAll(signal = 'SIGTERM') {
  await Promise.all([...running].map(child => stop(child, signal)));
}

async function stop(child, signal) {
  for (const each of [signal, 'SIGTERM', 'SIGKILL']) {
    signalGroup(child, each);
    const impatience = new Promise(resolve =>
      setTimeout(resolve, PATIENCE_MS, 'late').unref(),
    );
    if ((await Promise.race([child.ended, impatience])) !== 'late') {
      return;
    }
  }
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of it is left.
  }
}
