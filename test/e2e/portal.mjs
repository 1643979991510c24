// The portal that the journeys walk through: the built frontend served by the backend, on an empty database of its own,
// so that nothing of a developer's portal is touched.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { programs, root } from '../../scripts/paths.mjs';
import { startBackend } from '../../scripts/portal.mjs';
import { run, stopAll } from '../../scripts/processes.mjs';

const data = mkdtempSync(join(tmpdir(), 'change-management-journeys-'));
process.on('exit', () => rmSync(data, { recursive: true, force: true }));
process.once('SIGTERM', async () => {
  await stopAll();
  process.exit(0);
});

const built = await run(
  process.execPath,
  [programs.backstage, 'package', 'build'],
  {
    cwd: resolve(root, 'packages/app'),
  },
);
if (built !== 0) {
  process.exit(built);
}
process.env.APP_CONFIG_backend_database_connection_directory = data;
process.exit(await startBackend());
