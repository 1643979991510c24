// Whether the packages work where they are installed from: `node test/packages/run.mjs [--keep] [new] [old]`.
// Builds and packs them, makes a portal outside the repository for each frontend system, does there what the READMEs
// tell an adopter to do, and looks at it through a browser. `--keep` leaves the portals where they are.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whenToldToEnd } from '../../scripts/callers.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { programs } from '../../scripts/paths.mjs';
import { run, stopAll } from '../../scripts/processes.mjs';
import { pack } from './pack.mjs';
import { buildPortal, makePortal, startPortal } from './portal.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'boolean', default: false } },
});
const systems = positionals.length > 0 ? positionals : ['new', 'old'];
const folder = mkdtempSync(join(tmpdir(), 'change-management-packages-'));
process.on('exit', () => {
  if (!values.keep) {
    rmSync(folder, { recursive: true, force: true });
  }
});
whenToldToEnd(async signal => {
  await stopAll(signal);
  process.exit(143);
});

/** Gives the exit code of the checks in the browser. */
async function tryPortal(system, tarballs) {
  const portal = makePortal(system, join(folder, system), tarballs);
  await buildPortal(portal);
  await startPortal(portal);
  const code = await run(
    process.execPath,
    [
      programs.playwright,
      'test',
      '--config=test/packages/playwright.config.ts',
    ],
    {
      env: {
        ...process.env,
        CHROMIUM_PATH: await findChromium(),
        PORTAL_URL: portal.url,
        PORTAL_SYSTEM: system,
      },
    },
  );
  await stopAll();
  return code;
}

const tarballs = await pack(join(folder, 'tarballs'));
let code = 0;
for (const system of systems) {
  console.log(`\n── a portal on the ${system} frontend system ──`);
  code ||= await tryPortal(system, tarballs);
}
console.log(code === 0 ? `\nworks in: ${systems.join(', ')}` : '\nFAILED');
process.exit(code);
