import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { require, root } from '../../scripts/paths.mjs';
import { begin } from '../../scripts/processes.mjs';
import { applyDiffs } from './readme.mjs';
import { yarn } from './yarn.mjs';

const ports = { new: 7417, old: 7418 };
const templates = resolve(root, 'test/packages/portals');

/**
 * A portal of somebody else, after they followed the READMEs. Of this
 * repository it takes versions only, so that it installs wherever this does.
 */
export function makePortal(system, folder, tarballs) {
  cpSync(join(templates, 'shared'), folder, { recursive: true });
  cpSync(join(templates, system), folder, { recursive: true });
  cpSync(
    resolve(root, 'packages/app/public/index.html'),
    join(folder, 'packages/app/public/index.html'),
  );
  cpSync(resolve(root, 'yarn.lock'), join(folder, 'yarn.lock'));
  install(folder, tarballs);
  const url = `http://localhost:${ports[system]}`;
  const readmes = ['change-management-backend'];
  if (system === 'old') {
    readmes.push('change-management');
  }
  for (const name of readmes) {
    applyDiffs(resolve(root, 'plugins', name, 'README.md'), folder);
  }
  return { system, folder, url, port: ports[system] };
}

/** What `yarn add` would have written, had the packages been published. */
function install(folder, tarballs) {
  const { resolutions, packageManager } = require('./package.json');
  edit(join(folder, 'package.json'), {
    packageManager,
    resolutions: {
      ...resolutions,
      ...Object.fromEntries(
        Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]),
      ),
    },
  });
  for (const [where, name] of [
    ['app', 'backstage-plugin-change-management'],
    ['backend', 'backstage-plugin-change-management-backend'],
    ['backend', 'backstage-change-audit'],
  ]) {
    const file = join(folder, 'packages', where, 'package.json');
    const { dependencies } = JSON.parse(readFileSync(file));
    edit(file, { dependencies: { ...dependencies, [name]: '*' } });
  }
}

function edit(file, changes) {
  const before = JSON.parse(readFileSync(file));
  writeFileSync(file, JSON.stringify({ ...before, ...changes }, undefined, 2));
}

/** Installs what it needs, checks its types and its configuration, and builds its frontend. */
export async function buildPortal({ folder: cwd, ...portal }) {
  const env = environment(portal);
  // Neither immutable, as where CI is set, nor kept from what is new.
  await yarn(['install', '--no-immutable'], {
    cwd,
    env: { ...env, YARN_NPM_MINIMAL_AGE_GATE: '0' },
  });
  await yarn(['tsc'], { cwd, env });
  await yarn(['backstage-cli', 'config:check', '--strict'], { cwd, env });
  await yarn(['workspace', 'app', 'build'], { cwd, env });
  await yarn(['workspace', 'backend', 'change-audit', '--help'], { cwd, env });
}

/** Starts the backend, which serves the frontend too, and waits until it is ready. */
export async function startPortal({ folder, ...portal }) {
  const backend = begin(
    process.execPath,
    ['--require', '@backstage/cli/config/nodeTransform.cjs', 'src/index'],
    {
      cwd: join(folder, 'packages/backend'),
      env: environment(portal),
    },
  );
  let ended = false;
  backend.ended.then(() => (ended = true));
  for (;;) {
    if (ended) {
      throw new Error('The backend of the portal ended.');
    }
    try {
      const answer = await fetch(
        `${portal.url}/.backstage/health/v1/readiness`,
      );
      if (answer.ok) {
        return;
      }
    } catch {
      // It does not listen yet.
    }
    await new Promise(done => setTimeout(done, 250));
  }
}

function environment({ system, url, port }) {
  return {
    ...process.env,
    NODE_ENV: 'development',
    // app-config.new.yaml
    BACKSTAGE_ENV: system,
    LOG_LEVEL: 'warn',
    APP_CONFIG_app_baseUrl: url,
    APP_CONFIG_backend_baseUrl: url,
    APP_CONFIG_backend_listen_port: String(port),
  };
}
