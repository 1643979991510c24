import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { require, root } from './paths.mjs';
import { run } from './processes.mjs';

const stamp = resolve(root, 'node_modules/.installed-lockfile');

/** Installs the dependencies unless this very lockfile was installed before. */
export async function installIfNeeded() {
  const lockfile = createHash('sha256')
    .update(readFileSync(resolve(root, 'yarn.lock')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) {
    return;
  }
  console.log('Installing the dependencies …');
  const [, version] = require('./package.json').packageManager.split('@');
  const code = await run('npx', [
    '-y',
    '-p',
    `@yarnpkg/cli-dist@${version}`,
    '-c',
    'yarn install --immutable',
  ]);
  if (code !== 0) {
    throw new Error('The dependencies could not be installed; see above.');
  }
  writeFileSync(stamp, lockfile);
}
