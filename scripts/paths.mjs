import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Loads and resolves modules as seen from the root of the repository. */
export const require = createRequire(resolve(root, 'package.json'));

/** A program that comes with a dependency, to be run by Node.js. */
export const programs = {
  backstage: resolve(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
  playwright: resolve(root, 'node_modules/@playwright/test/cli.js'),
  prettier: resolve(root, 'node_modules/prettier/bin-prettier.js'),
  tsc: resolve(root, 'node_modules/typescript/bin/tsc'),
};
