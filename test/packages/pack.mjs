import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { programs, root } from '../../scripts/paths.mjs';
import { run } from '../../scripts/processes.mjs';
import { yarn } from './yarn.mjs';

/** What a tarball must bring beside its code, by the suffix of the package. */
const expected = {
  backend: ['config.schema.json', 'migrations/20261122000100_changes.js'],
  common: ['openapi.json'],
};

/** What belongs to the repository and to nobody's portal. */
const unwanted = /\.(test|spec)\.|__testUtils__|setupTests|\/src\//;

/**
 * Builds every published package and packs it.
 * @returns the path of each tarball by the name of its package
 * @throws when one lacks something, or brings what it should not
 */
export async function pack(folder) {
  mkdirSync(folder, { recursive: true });
  // The declarations that the build gathers. Errors in tests are not its business.
  await run(process.execPath, [programs.tsc, '--pretty', 'false'], {
    stdio: 'ignore',
  });
  const tarballs = {};
  for (const { cwd, manifest } of published()) {
    const tarball = join(folder, `${manifest.name}.tgz`);
    await yarn(['build'], { cwd });
    await yarn(['pack', '--out', tarball], { cwd, stdio: 'ignore' });
    inspect(tarball, manifest.name.split('-').pop());
    tarballs[manifest.name] = tarball;
  }
  return tarballs;
}

/** The packages of the repository that adopters install. */
function published() {
  return ['plugins', 'packages']
    .flatMap(folder =>
      readdirSync(resolve(root, folder)).map(name =>
        resolve(root, folder, name),
      ),
    )
    .map(cwd => ({
      cwd,
      manifest: JSON.parse(readFileSync(join(cwd, 'package.json'))),
    }))
    .filter(({ manifest }) => !manifest.private);
}

function inspect(tarball, suffix) {
  const files = execFileSync('tar', ['tzf', tarball], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(path => path.replace(/^package\//, ''));
  const manifest = JSON.parse(
    execFileSync('tar', ['xzOf', tarball, 'package/package.json']),
  );
  const wanted = [
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    ...(expected[suffix] ?? []),
  ];
  const complaints = [
    ...wanted.filter(path => !files.includes(path)).map(path => `no ${path}`),
    ...files.filter(path => unwanted.test(path)),
    ...['license', 'description', 'keywords'].filter(key => !manifest[key]),
    ...Object.entries(manifest.dependencies)
      .filter(([, range]) => /^(workspace|file|link):/.test(range))
      .map(([name, range]) => `${name}@${range}`),
  ];
  if (complaints.length > 0) {
    throw new Error(`${manifest.name}: ${complaints.join(', ')}`);
  }
  console.log(`${manifest.name}: ${files.length} files`);
}
