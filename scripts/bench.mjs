import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/** Measures what is promised about speed. */
export async function bench(args) {
  const benches = resolve(root, 'test/bench/run.mjs');
  if (!existsSync(benches)) {
    console.log('There are no benches yet.');
    return 0;
  }
  return run(process.execPath, [benches, ...args]);
}
