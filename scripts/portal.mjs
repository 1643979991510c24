import { resolve } from 'node:path';
import { programs, root } from './paths.mjs';
import { begin, stopAll } from './processes.mjs';

const frontendUrl =
  process.env.APP_CONFIG_app_baseUrl ?? 'http://localhost:3000';
const backendUrl =
  process.env.APP_CONFIG_backend_baseUrl ?? 'http://localhost:7007';
const readiness = `${backendUrl}/.backstage/health/v1/readiness`;

/** Frontend and backend, each begun again when its code changes. */
export function start() {
  return untilOneEnds(
    ['app', 'backend'].map(name =>
      begin(process.execPath, [programs.backstage, 'package', 'start'], {
        cwd: resolve(root, 'packages', name),
      }),
    ),
    {
      urls: [frontendUrl, readiness],
      text: `The portal is ready: ${frontendUrl}`,
    },
  );
}

/** The backend alone, as it is now: not begun again when its code changes. */
export function startBackend() {
  const backend = begin(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/index',
    ],
    {
      cwd: resolve(root, 'packages/backend'),
      env: { NODE_ENV: 'development', ...process.env },
    },
  );
  return untilOneEnds([backend], {
    urls: [readiness],
    text: `The backend is ready: ${backendUrl}`,
  });
}

async function untilOneEnds(children, ready) {
  const begun = Date.now();
  Promise.all(ready.urls.map(answers)).then(() => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    console.log(`\n${ready.text} (${seconds} s)\n`);
  });
  const code = await Promise.race(children.map(child => child.ended));
  await stopAll();
  return code;
}

async function answers(url) {
  for (;;) {
    try {
      if ((await fetch(url)).ok) {
        return;
      }
    } catch {
      // It does not listen yet.
    }
    await new Promise(done => setTimeout(done, 250));
  }
}
