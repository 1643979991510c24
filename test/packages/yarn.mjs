import { require } from '../../scripts/paths.mjs';
import { run } from '../../scripts/processes.mjs';

const [, version] = require('./package.json').packageManager.split('@');

/**
 * Runs the yarn of this repository somewhere.
 * @throws when it fails
 */
export async function yarn(args, options) {
  const command = `yarn ${args.map(arg => `'${arg}'`).join(' ')}`;
  const code = await run(
    'npx',
    ['-y', '-p', `@yarnpkg/cli-dist@${version}`, '-c', command],
    options,
  );
  if (code !== 0) {
    throw new Error(`${command} failed in ${options.cwd}`);
  }
}
