// What happens to the portal when many people act at once, when it is killed,
// and when what it needs is away. By hand: node test/faults/run.mjs [--short]
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { whenToldToEnd } from '../../scripts/callers.mjs';
import { root } from '../../scripts/paths.mjs';
import { run, stopAll } from '../../scripts/processes.mjs';

const { FAULTS_RESULTS: results } = process.env;
mkdirSync(resolve(root, 'node_modules/.cache'), { recursive: true });
whenToldToEnd(async signal => {
  await stopAll(signal);
  process.exit(143);
});
process.exit(
  await run(process.execPath, [
    ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...(results
      ? ['--test-reporter=tap', `--test-reporter-destination=${results}`]
      : []),
    resolve(root, 'test/faults/faults.ts'),
    ...process.argv.slice(2),
  ]),
);
