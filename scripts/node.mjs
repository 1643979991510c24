import { execFileSync, spawn } from 'node:child_process';
import { whenToldToEnd } from './callers.mjs';

const SUPPORTED = [22, 24];
const FETCHED = 24;

/** Whether Backstage supports the Node.js that runs this. */
export function hasSupportedNode() {
  return SUPPORTED.includes(Number(process.versions.node.split('.')[0]));
}

/** Does the same command again under a Node.js that npm fetches. */
export function relaunchWithSupportedNode() {
  const node = execFileSync(
    'npx',
    ['-y', '-p', `node@${FETCHED}`, '-c', 'node -p process.execPath'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  ).trim();
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
  });
  whenToldToEnd(signal => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });
}
